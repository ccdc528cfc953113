package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.work.Unit;
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

    static final String COLLECTOR = "GOGC";
    /** Not before the heap has 16 MiB, which a small one never has, and then when it has grown fivefold. */
    static final String LATE = "400";

    private static final Map<String, String> VARIABLES = Map.of(COLLECTOR, LATE, "GOMEMLIMIT", "256MiB");

    private InitHeap() {}

    /**
     * The variables for a unit's init; what its environment already has stays.
     *
     * @param inherited by all units
     * @return the caller's own
     */
    static Map<String, String> variables(Unit unit, Map<String, String> inherited) {
        Map<String, String> variables = new TreeMap<>(VARIABLES);
        variables
                .keySet()
                .removeIf(name -> inherited.containsKey(name) || unit.env().containsKey(name));
        return variables;
    }
}
