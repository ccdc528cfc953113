package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A port whose every method is one call of a node. */
final class RemotePort implements InvocationHandler {

    private final NodeCalls calls;
    private final NodePort<?> port;
    private final Duration limit;

    private RemotePort(NodeCalls calls, NodePort<?> port, Duration limit) {
        this.calls = calls;
        this.port = port;
        this.limit = limit;
    }

    /** @param limit for one call */
    static <T> T of(NodeCalls calls, NodePort<T> port, Duration limit) {
        Class<T> type = port.type();
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new RemotePort(calls, port, limit)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws IOException {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> port.toString();
            };
        }
        List<Serializable> sent = new ArrayList<>();
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            sent.add(withoutValues(argument));
        }
        return calls.answer(method.getName(), new PortCall(port, method.getName(), sent), limit)
                .get();
    }

    /** No port needs the values that the user gave, which may be secret; those that terraform gets have ways of their own. */
    private static Serializable withoutValues(Object argument) {
        if (argument instanceof Unit unit) {
            return new Unit(
                    unit.name(),
                    unit.key(),
                    unit.path(),
                    unit.directory(),
                    unit.dataDirectory(),
                    unit.workspace(),
                    unit.varFiles(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    unit.targets(),
                    unit.replace(),
                    unit.dependsOn(),
                    unit.timeout());
        }
        if (argument instanceof Chain chain) {
            return new Chain(
                    chain.run(), chain.unit(), chain.directory(), Map.of(), chain.processes(), chain.planFile());
        }
        return (Serializable) argument;
    }
}
