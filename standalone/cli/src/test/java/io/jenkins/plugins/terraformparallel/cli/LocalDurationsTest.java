package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDurationsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path home;

    private LocalDurations durations;
    private Path file;

    @BeforeEach
    void inAHomeOfItsOwn() {
        durations = new LocalDurations(Map.of("HOME", home.toString()));
        file = home.resolve(".cache/terraform-parallel/durations");
    }

    @Test
    void theNextRunKnowsWhatSucceededInThisOne() throws IOException {
        WorkPlan plan = plan("/m/a", "/m/b");
        assertThat(expected(plan)).containsExactly(null, null);

        durations.add(plan, report(plan, 700, UnitState.SUCCEEDED, UnitState.FAILED), NOW);

        assertThat(expected(plan)).containsExactly(700L, null);
        assertThat(expected(new WorkPlan(Operation.PLAN, plan.units()))).containsExactly(null, null);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void severalRunsAtOnceLoseNothing() throws Exception {
        ExecutorService runs = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                WorkPlan plan = plan("/m/" + i);
                ends.add(runs.submit(() -> new LocalDurations(Map.of("HOME", home.toString()))
                        .add(plan, report(plan, 5, UnitState.SUCCEEDED), NOW)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            runs.shutdownNow();
        }
        assertThat(Files.readString(file).lines()).hasSize(21);
    }

    @Test
    void aDamagedFileIsNoErrorAndIsMended() throws IOException {
        WorkPlan plan = plan("/m/a");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {0, (byte) 0xff, 17});

        assertThat(expected(plan)).containsExactly((Long) null);
        durations.add(plan, report(plan, 5, UnitState.SUCCEEDED), NOW);

        assertThat(expected(plan)).containsExactly(5L);
    }

    @Test
    void whereNothingCanBeKeptNothingHappens() throws IOException {
        Files.writeString(home.resolve(".cache"), "a file");
        WorkPlan plan = plan("/m/a");

        durations.add(plan, report(plan, 5, UnitState.SUCCEEDED), NOW);

        assertThat(expected(plan)).containsExactly((Long) null);
    }

    @Test
    void theCacheDirectoryIsTheUsers() {
        WorkPlan plan = plan("/m/a");

        new LocalDurations(Map.of("XDG_CACHE_HOME", home.resolve("cache").toString()))
                .add(plan, report(plan, 5, UnitState.SUCCEEDED), NOW);

        assertThat(home.resolve("cache/terraform-parallel/durations")).isRegularFile();
    }

    private List<Long> expected(WorkPlan plan) {
        WorkPlan known = durations.expectedOf(plan);
        List<Long> expected = new ArrayList<>();
        known.names().forEach(name -> expected.add(known.expectedMillis(name)));
        return expected;
    }

    private static WorkPlan plan(String... directories) {
        List<Unit> units = new ArrayList<>();
        for (String directory : directories) {
            units.add(DurationBookTest.unit(directory, null));
        }
        return new WorkPlan(Operation.APPLY, units);
    }

    private static RunReport report(WorkPlan plan, long millis, UnitState... states) {
        RunReportFold fold = new RunReportFold(null);
        fold.apply(new RunEvent.RunStarted(
                Events.at(0),
                "id",
                plan.operation(),
                4,
                4,
                "terraform",
                "1.11.4",
                plan.units().stream()
                        .map(unit -> new UnitOutline(
                                unit.name(), unit.key(), unit.path(), unit.workspace(), List.of(), "log", null))
                        .toList(),
                NullNode.getInstance()));
        for (int i = 0; i < states.length; i++) {
            String name = plan.names().get(i);
            fold.apply(Events.unitStarted(0, name));
            fold.apply(new RunEvent.ProcessEnded(
                    Events.at(millis), name, 1, "apply", 0, Events.at(0), millis, ProcessFindings.NONE, 0));
            fold.apply(Events.ended(millis, name, states[i], null));
        }
        return fold.report(Events.at(millis), false);
    }
}
