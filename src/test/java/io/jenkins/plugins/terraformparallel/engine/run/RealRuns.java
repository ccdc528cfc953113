package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.LocalProcessHost;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs of the real terraform in modules of a temporary directory, one after the other, over one plan directory. */
final class RealRuns {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    final Path directory;
    final Path plans;
    final Map<String, String> environment = new HashMap<>(System.getenv());
    RunSettings settings;
    /** Null for none. */
    RunCache cache;

    // Mutable state
    private int runs;

    RealRuns(Path temporary, RunSettings settings) throws IOException {
        this.directory = temporary.toRealPath();
        this.plans = directory.resolve("plans");
        this.settings = withExecutable(settings);
        environment.keySet().removeIf(name -> name.startsWith("TF_"));
        environment.put("CHECKPOINT_DISABLE", "1");
    }

    static RunSettings withExecutable(RunSettings settings) {
        return withExecutable(settings, RealTerraform.executable());
    }

    static RunSettings withExecutable(RunSettings settings, Path executable) {
        return new RunSettings(
                settings.parallelAsked(),
                settings.failFast(),
                settings.gracePeriod(),
                settings.options(),
                settings.savedPlans(),
                settings.replan(),
                settings.init(),
                settings.createWorkspaces(),
                executable.toString(),
                "terraform",
                settings.version(),
                settings.mask());
    }

    /** Makes a module and the unit that is it. */
    Unit module(String name, String code, String... dependsOn) throws IOException {
        return moduleIn(name, null, code, dependsOn);
    }

    Unit moduleIn(String name, String workspace, String code, String... dependsOn) throws IOException {
        Path module = Files.createDirectories(path(name));
        Files.writeString(module.resolve("main.tf"), code);
        return TestUnits.unitAt(name, module.toString(), workspace, null, dependsOn);
    }

    Path path(String module) {
        return directory.resolve("modules").resolve(module);
    }

    RunReport run(Operation operation, Unit... units) throws Exception {
        return run(operation, true, units);
    }

    /** @param keepsPlans whether there is a plan directory */
    RunReport run(Operation operation, boolean keepsPlans, Unit... units) throws Exception {
        runs++;
        String id = "run-" + runs;
        Path runDirectory = Files.createDirectories(directory.resolve(id));
        Semaphore changed = new Semaphore(0);
        List<RunEvent> journal = new ArrayList<>();
        try (LocalProcessHost host = new LocalProcessHost(id, runDirectory, environment);
                LocalRunLogs logs = new LocalRunLogs(runDirectory)) {
            host.onChange(changed::release);
            RunResources resources = new RunResources(
                    id,
                    host,
                    new LocalDirectoryLocks(directory.resolve("locks")),
                    UnitPlaces.UNLIMITED,
                    new LocalUnitFiles(runDirectory, TestUnits.HASH),
                    keepsPlans ? new LocalPlanStore(plans) : null,
                    logs,
                    Masker.of(List.of()),
                    TestUnits.HASH,
                    new InitMemory(TestUnits.HASH, new LocalInitRecords(TestUnits.HASH)),
                    environment,
                    null,
                    cache,
                    journal::add,
                    (unit, text) -> {},
                    Clock.systemUTC());
            drive(ParallelRuns.begin(new WorkPlan(operation, List.of(units)), settings, resources), changed);
        }
        RunReportFold fold = new RunReportFold(runDirectory.toString());
        journal.forEach(fold::apply);
        return fold.report(Instant.now(), false);
    }

    private static void drive(ParallelProcessor processor, Semaphore changed) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!processor.isFinished()) {
            Duration pause = processor.pulse();
            if (System.nanoTime() > end) {
                throw new AssertionError("the run takes too long: " + processor.status());
            }
            if (!processor.isFinished() && changed.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                changed.drainPermits();
            }
        }
    }

    /** What an apply is refused for; nothing was started then. */
    String refusal(Unit... units) throws Exception {
        try {
            run(Operation.APPLY, units);
            throw new AssertionError("the apply was not refused");
        } catch (RequestException refused) {
            return refused.getMessage();
        }
    }

    static UnitReport unit(RunReport report, String name) {
        return report.units().stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<String> commands(RunReport report, String unit) {
        return unit(report, unit).processes().stream()
                .map(process -> process.command())
                .toList();
    }
}
