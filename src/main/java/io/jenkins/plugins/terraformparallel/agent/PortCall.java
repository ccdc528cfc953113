package io.jenkins.plugins.terraformparallel.agent;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import jenkins.agents.ControllerToAgentCallable;

/**
 * One call of a port's method, carried to where its files are.
 *
 * @param method the name of one of the port's methods
 */
record PortCall(NodePort<?> port, String method, List<Serializable> arguments)
        implements ControllerToAgentCallable<PortAnswer, RuntimeException> {

    @Override
    public PortAnswer call() {
        try {
            return new PortAnswer((Serializable) find().invoke(port.open(), arguments.toArray()), null);
        } catch (InvocationTargetException e) {
            Throwable failure = e.getCause();
            if (failure instanceof Error error) {
                throw error;
            }
            return new PortAnswer(null, PortFailure.of(failure));
        } catch (IOException | RuntimeException | IllegalAccessException e) {
            return new PortAnswer(null, PortFailure.of(e));
        }
    }

    private Method find() {
        for (Method candidate : port.type().getMethods()) {
            if (candidate.getName().equals(method)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException(port.type() + " has no method " + method);
    }
}
