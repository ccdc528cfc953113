package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import java.time.Clock;
import java.util.Map;

/**
 * What a run works with; all of it belongs to the run's driver.
 *
 * @param plans null where no plans are kept between runs
 * @param inits what remembers inits from one run to the next; null where nothing does
 * @param environment what terraform inherits
 * @param sharedPluginCache the directory of a provider cache on which only one init may work at a time; null if none
 * @param providerCache the run's own provider cache, in place of any other; null if none
 * @param places what all runs of the machine share
 */
public record RunResources(
        String runId,
        ProcessHost host,
        DirectoryLocks locks,
        UnitPlaces places,
        UnitFiles files,
        @CheckForNull PlanStore plans,
        RunLogs logs,
        Masker masker,
        SecretHash hash,
        @CheckForNull InitMemory inits,
        Map<String, String> environment,
        @CheckForNull String sharedPluginCache,
        @CheckForNull RunCache providerCache,
        EventSink events,
        OutputListener output,
        Clock clock) {

    /** The same, with which nothing can be started and no plan be kept. */
    RunResources concluding() {
        return new RunResources(
                runId,
                new ConcludingHost(host),
                locks,
                places,
                files,
                plans == null ? null : new ConcludingPlans(plans),
                logs,
                masker,
                hash,
                null,
                environment,
                sharedPluginCache,
                providerCache,
                events,
                output,
                clock);
    }

    RunResources withEvents(EventSink other) {
        return new RunResources(
                runId,
                host,
                locks,
                places,
                files,
                plans,
                logs,
                masker,
                hash,
                inits,
                environment,
                sharedPluginCache,
                providerCache,
                other,
                output,
                clock);
    }
}
