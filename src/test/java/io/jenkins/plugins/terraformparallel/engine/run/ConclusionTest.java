package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.run.ScriptedRun.Sink;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs that nobody can go on with come to their end all the same. */
class ConclusionTest {

    private static final String SECRET = "hunter2hunter2";

    private final Map<String, ProcessScript> special = new HashMap<>();

    @Test
    void secretsNeedNotBeGivenAgainAndNoneIsShown() throws Exception {
        special.put(
                "a-k apply",
                ProcessScript.printing("the key is " + SECRET + "\n", 1).taking(Duration.ofHours(1)));
        ScriptedRun run = prepared(Operation.APPLY, withSecret("a"), withSecret("b", "a"));
        run.masker = Masker.of(List.of(SECRET));
        dieWhenChainStarts(run, "apply");

        run.masker = Masker.everything();
        run.conclude("the end of the build");
        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.ABORTED);
        assertThat(run.end("a").reason()).startsWith("interrupted by the end of the build during terraform apply");
        assertThat(run.end("b").state()).isEqualTo(UnitState.SKIPPED);
        assertThat(run.end("b").reason()).contains("aborted by the end of the build");
        assertThat(run.report().status()).isEqualTo(RunStatus.ABORTED);
        assertThat(run.host.processes("a-k", "apply").get(0).signals).isEqualTo(1);
        assertThat(run.files.left()).isEmpty();
        assertThat(run.output).contains(Masker.WITHHELD);
        StringBuilder journal = new StringBuilder();
        for (RunEvent event : run.journal) {
            journal.append(new String(EventJson.line(event), StandardCharsets.UTF_8));
        }
        assertThat(journal + run.output.toString()).doesNotContain(SECRET);
    }

    @Test
    void anAbortThatStandsInTheJournalStaysTheCause() {
        special.put(
                "a-k plan",
                Scripts.fine("a-k", "plan").taking(Duration.ofHours(1)).ignoringSignals());
        ScriptedRun run = prepared(Operation.PLAN, TestUnits.unit("a"));
        run.begin();
        run.driveFor(Duration.ofSeconds(5));
        run.processor().abort("somebody", true);
        run.driveFor(Duration.ofSeconds(6));

        run.conclude("the end of the build");
        run.drive();

        assertThat(run.events(RunEvent.AbortRequested.class))
                .extracting(RunEvent.AbortRequested::cause)
                .containsExactly("somebody");
        assertThat(run.end("a").reason()).contains("interrupted by somebody");
    }

    @Test
    void aPlanIsNotKeptByWhoDoesNotKnowWhatItWasMadeFrom() {
        ScriptedRun run = prepared(Operation.PLAN, withSecret("a"));
        run.plans = new MemoryPlanStore();
        run.masker = Masker.of(List.of(SECRET));
        run.sink = diesBefore(RunEvent.UnitEnded.class);
        run.begin();
        assertThatThrownBy(run::drive).isInstanceOf(EngineDeath.class);
        ((MemoryPlanStore) run.plans).clear();
        run.sink = (event, journal) -> journal.add(event);

        run.conclude("the end of the build");
        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.FAILED);
        assertThat(run.end("a").reason()).contains("its plan could not be kept");
        assertThat(((MemoryPlanStore) run.plans).find("a-k")).isNull();
        assertThat(((MemoryPlanStore) run.plans).deleted()).hasSize(1);
    }

    @Test
    void aPlanThatTheDeadEngineHasKeptStays() throws Exception {
        ScriptedRun run = prepared(Operation.PLAN, withSecret("a"));
        run.plans = new MemoryPlanStore();
        run.masker = Masker.of(List.of(SECRET));
        run.sink = diesBefore(RunEvent.UnitEnded.class);
        run.begin();
        assertThatThrownBy(run::drive).isInstanceOf(EngineDeath.class);
        SavedPlan kept = run.plans.find("a-k");
        run.sink = (event, journal) -> journal.add(event);

        run.conclude("the end of the build");
        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(run.plans.find("a-k")).isEqualTo(kept).isNotNull();
        assertThat(((MemoryPlanStore) run.plans).deleted()).isEmpty();
    }

    @Test
    void whatHasEndedIsNotConcluded() {
        ScriptedRun run = prepared(Operation.PLAN, TestUnits.unit("a"));
        run.begin();
        run.drive();

        assertThatThrownBy(() -> ParallelRuns.conclude(run.journal, "x", run.resources()))
                .isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> ParallelRuns.conclude(List.of(), "x", run.resources()))
                .isInstanceOf(RequestException.class);
    }

    private ScriptedRun prepared(Operation operation, Unit... units) {
        return new ScriptedRun(
                new WorkPlan(operation, List.of(units)),
                TestUnits.SETTINGS,
                (key, command) -> special.getOrDefault(key + " " + command, Scripts.fine(key, command)));
    }

    private static Unit withSecret(String name, String... dependsOn) {
        return TestUnits.with(
                TestUnits.unit(name, dependsOn), Map.of("key", SECRET), Map.of(), Map.of("KEY", "x" + SECRET));
    }

    /** The engine dies as soon as the chain is launched. */
    private static void dieWhenChainStarts(ScriptedRun run, String command) {
        run.sink = (event, journal) -> {
            if (event instanceof RunEvent.Remark) {
                throw new EngineDeath();
            }
            journal.add(event);
        };
        run.begin();
        while (run.host.processes("a-k", command).isEmpty()) {
            run.clock.advance(run.processor().pulse());
        }
        run.sink = (event, journal) -> journal.add(event);
    }

    private static Sink diesBefore(Class<? extends RunEvent> type) {
        return (event, journal) -> {
            if (type.isInstance(event)) {
                throw new EngineDeath();
            }
            journal.add(event);
        };
    }
}
