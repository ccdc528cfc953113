package io.jenkins.plugins.terraformparallel.engine.run;

import java.util.Map;
import java.util.TreeMap;

/**
 * How an init uses memory. Terraform is written in Go, whose collector starts when the heap has 4 MiB and again whenever it
 * has doubled: in a process that lives for some ten milliseconds and never needs much, this takes a third of the CPU. Init
 * collects later instead, and as often as it must where it would have more than 256 MiB, as with a very large state. It runs
 * no provider, so nothing but terraform itself is meant; other commands start providers, whose memory is the user's to
 * choose.
 *
 * @see <a href="https://pkg.go.dev/runtime#hdr-Environment_Variables">the variables of Go's runtime</a>
 */
final class InitHeap {

    private static final Map<String, String> VARIABLES = Map.of("GOGC", "400", "GOMEMLIMIT", "256MiB");

    private InitHeap() {}

    /** The variables for an init; what its environment already has stays. The caller's own. */
    static Map<String, String> variables(UnitEnvironment environment) {
        Map<String, String> variables = new TreeMap<>(VARIABLES);
        variables.keySet().removeAll(environment.variables().keySet());
        return variables;
    }
}
