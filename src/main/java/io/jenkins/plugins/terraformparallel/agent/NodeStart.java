package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.LocalChainStart;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import jenkins.agents.ControllerToAgentCallable;

/**
 * Starts a chain where its files are, in one call: what a launcher that nobody has decorated would do there, too. Answers
 * whether anything was started.
 *
 * @param chain with the values of its environment, as launchers get them
 * @param environment what it inherits, over what the node's own Java has
 * @param ends is told when the chain's script has ended
 */
record NodeStart(String run, String directory, Chain chain, TreeMap<String, String> environment, ChainEnds ends)
        implements ControllerToAgentCallable<PortAnswer, RuntimeException> {

    @Override
    public PortAnswer call() {
        Map<String, String> inherited = new TreeMap<>(environment);
        System.getenv().forEach(inherited::putIfAbsent);
        LocalChainStart starter = new LocalChainStart(run, directory, inherited);
        try {
            return new PortAnswer(starter.start(chain, () -> ends.ended(chain.unit(), chain.number())), null);
        } catch (IOException | RuntimeException e) {
            return new PortAnswer(null, PortFailure.of(e));
        }
    }

    /** Remoting writes it into logs: values may be secret. */
    @Override
    public String toString() {
        return "start of chain " + chain.number() + " of unit " + chain.unit();
    }
}
