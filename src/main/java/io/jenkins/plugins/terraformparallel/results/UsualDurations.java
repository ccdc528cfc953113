package io.jenkins.plugins.terraformparallel.results;

import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UsualDuration;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How long units of a run are expected to take, by earlier builds of the same job and for the same operation. A run's
 * journal holds what was expected of it, so that the latest build knows of the ones before it, and mostly no other one is
 * read.
 */
public final class UsualDurations {

    private static final Logger LOGGER = Logger.getLogger(UsualDurations.class.getName());

    /** Older builds are loaded from disk for that, and say less. */
    private static final int BUILDS = 5;

    private UsualDurations() {}

    /**
     * In milliseconds, by name; a unit of which nothing is known is left out. Reads files of at most a few builds: on any
     * thread that may wait for that, never on Pipeline's own.
     *
     * @param names of the run's units
     */
    public static Map<String, Long> before(Run<?, ?> build, Operation operation, Collection<String> names) {
        Map<String, Long> durations = new HashMap<>();
        try {
            Run<?, ?> earlier = build.getPreviousBuild();
            for (int i = 0; i < BUILDS && earlier != null && !durations.keySet().containsAll(names); i++) {
                add(earlier, operation, durations);
                earlier = earlier.getPreviousBuild();
            }
        } catch (RuntimeException e) {
            // Builds of earlier versions, or damaged ones: an order is not worth a failed run.
            LOGGER.log(Level.FINE, e, () -> "can't tell from earlier builds how long units of " + build + " take");
        }
        durations.keySet().retainAll(names);
        return durations;
    }

    private static void add(Run<?, ?> earlier, Operation operation, Map<String, Long> durations) {
        TerraformParallelAction action = earlier.getAction(TerraformParallelAction.class);
        List<RunPage> runs = action == null ? List.of() : action.getRuns();
        Map<String, Long> found = new HashMap<>();
        runs.stream()
                .map(RunPage::getReport)
                .filter(Objects::nonNull)
                .filter(run -> run.operation() == operation)
                .map(RunReport::units)
                .flatMap(List::stream)
                // Of several runs of one build the last one counts.
                .forEach(unit -> UsualDuration.after(unit).ifPresent(millis -> found.put(unit.name(), millis)));
        found.forEach(durations::putIfAbsent);
    }
}
