package io.jenkins.plugins.terraformparallel.results;

import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How long units took in earlier builds of the same job, for the same operation. */
final class UsualDurations {

    /** Older builds are loaded from disk for that, and say less. */
    private static final int BUILDS = 5;

    private UsualDurations() {}

    /** In milliseconds, by name; of each unit in the latest build in which it succeeded. */
    static Map<String, Long> before(Run<?, ?> build, RunReport report) {
        Map<String, Long> durations = new HashMap<>();
        Run<?, ?> earlier = build.getPreviousBuild();
        for (int i = 0;
                i < BUILDS
                        && earlier != null
                        && durations.size() < report.units().size();
                i++) {
            TerraformParallelAction action = earlier.getAction(TerraformParallelAction.class);
            List<RunPage> runs = action == null ? List.of() : action.getRuns();
            runs.stream()
                    .map(RunPage::getReport)
                    .filter(Objects::nonNull)
                    .filter(run -> run.operation() == report.operation())
                    .flatMap(run -> run.unitsIn(UnitState.SUCCEEDED).stream())
                    .filter(unit -> unit.startedAt() != null)
                    .forEach(unit -> keep(durations, unit));
            earlier = earlier.getPreviousBuild();
        }
        return durations;
    }

    private static void keep(Map<String, Long> durations, UnitReport unit) {
        durations.putIfAbsent(unit.name(), unit.durationMillis());
    }
}
