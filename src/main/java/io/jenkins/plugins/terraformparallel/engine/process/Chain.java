package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Processes of one unit that run one after the other without asking the engine in between.
 *
 * @param run the run's id
 * @param unit the unit's key
 * @param directory the module's absolute directory, where they run
 * @param environment variables that are set for all of them, over the inherited ones; may hold secrets, so it is never
 *     written to a file or a command line
 * @param processes in order, at least one, numbers ascending
 * @param planFile absolute; the file that one of them writes a plan to, made anew before any of them starts, empty and
 *     for its owner alone: terraform keeps the mode of a file that exists, and would make a new one readable to others;
 *     null where none writes one
 */
public record Chain(
        String run,
        String unit,
        String directory,
        Map<String, String> environment,
        List<ProcessSpec> processes,
        @CheckForNull String planFile)
        implements Serializable {

    /** One that writes no plan. */
    public Chain(
            String run, String unit, String directory, Map<String, String> environment, List<ProcessSpec> processes) {
        this(run, unit, directory, environment, processes, null);
    }

    /** The number of its first process, which names the chain. */
    public int number() {
        return processes.get(0).number();
    }

    /** The id of one of its processes. */
    public ProcessId id(ProcessSpec process) {
        return new ProcessId(run, unit, process.number());
    }
}
