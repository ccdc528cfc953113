package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Units of one module at once, each with a data directory of its own, in virtual time. */
class SharedDirectoriesTest {

    private static final String SHOP = "/modules/shop";
    private static final RunSettings SETTINGS =
            TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(10), InitMode.ALWAYS);

    private final Map<String, ProcessScript> special = new HashMap<>();

    @Test
    void theyRunAtOnceTheirInitsDoNotAndTheRunHoldsTheDirectoryOnce() {
        ScriptedRun run = prepared(Operation.APPLY, unit("eu"), unit("us"), unit("asia"));
        for (String name : List.of("eu", "us", "asia")) {
            special.put(name + "-k apply", Scripts.fine("", "apply").taking(Duration.ofSeconds(60)));
        }
        run.begin();
        run.driveFor(Duration.ofSeconds(30));

        assertThat(run.locks.held()).containsExactly(Map.entry(SHOP, "run " + ScriptedRun.ID));
        assertThat(run.files.refused).containsExactly(SHOP);
        assertThat(run.processor().status()).startsWith("3 running");
        assertThat(mostInitsAtOnce(run)).isEqualTo(1);

        run.drive();
        assertThat(run.report().count(UnitState.SUCCEEDED)).isEqualTo(3);
        assertThat(run.locks.held()).isEmpty();
        assertThat(run.files.refused).isEmpty();
        assertThat(run.host.started)
                .isNotEmpty()
                .allSatisfy(chain -> assertThat(chain.environment())
                        .containsEntry("TF_DATA_DIR", ".terraform/units/" + chain.unit()));
    }

    /** It was left out at first, so the scheduler knows nothing of it. */
    @Test
    void anInitThatTurnsOutToBeNeededWaitsForThatOfAnotherUnit() {
        RunSettings auto = TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(10), InitMode.AUTO);
        AtomicBoolean initialised = new AtomicBoolean();
        special.put("us-k init", Scripts.fine("", "init").taking(Duration.ofSeconds(20)));
        ScriptedRun run = new ScriptedRun(
                new WorkPlan(Operation.PLAN, List.of(unit("eu"), unit("us"))), auto, (unit, command) -> {
                    if (unit.equals("eu-k") && command.equals("init")) {
                        initialised.set(true);
                    }
                    return unit.equals("eu-k") && command.equals("plan") && !initialised.get()
                            ? ProcessScript.recorded("plan-not-initialised.ndjson", 1)
                            : special.getOrDefault(unit + " " + command, Scripts.fine(unit, command));
                });
        run.inits.note(new InitDependencies(auto, Operation.PLAN, Map.of(), TestUnits.HASH)
                .of(unit("eu"), unit("eu").dataPath()));

        run.begin();
        run.driveFor(Duration.ofSeconds(10));
        assertThat(run.processor().status()).contains("eu: waiting to init");
        run.drive();

        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.host.processes("eu-k", "init")).hasSize(1);
        assertThat(mostInitsAtOnce(run)).isEqualTo(1);
    }

    @Test
    void whileOneUnitRunsThereNoOtherRunGetsInAndAfterAKillUntilAllHaveEnded() {
        ScriptedRun run = prepared(Operation.APPLY, unit("eu"), unit("us"));
        special.put("us-k apply", Scripts.fine("", "apply").taking(Duration.ofSeconds(60)));
        run.sink = (event, journal) -> {
            if (event instanceof RunEvent.UnitEnded) {
                throw new EngineDeath();
            }
            journal.add(event);
        };
        run.begin();
        assertThatThrownBy(run::drive).isInstanceOf(EngineDeath.class);
        run.locks.engineDied();

        assertThat(run.locks.claim(SHOP, "run 2").toString()).contains("run " + ScriptedRun.ID, "still running");
        run.clock.advance(Duration.ofMinutes(2));
        assertThat(run.locks.claim(SHOP, "run 2"))
                .isNotInstanceOf(io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Busy.class);
        run.locks.engineDied();

        run.sink = (event, journal) -> journal.add(event);
        run.resume();
        run.drive();
        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.locks.held()).isEmpty();
    }

    @Test
    void aRunThatFindsTheDirectoryHeldWaitsWithAllItsUnits() {
        ScriptedRun run = prepared(Operation.PLAN, unit("eu"), unit("us"), TestUnits.unit("net"));
        run.locks.holdFor(SHOP, VirtualClock.START.plusSeconds(20));

        run.begin();
        run.drive();

        assertThat(run.events(RunEvent.UnitWaiting.class))
                .extracting(RunEvent.UnitWaiting::unit)
                .containsExactlyInAnyOrder("eu", "us");
        assertThat(run.end("net").at()).isBefore(VirtualClock.START.plusSeconds(5));
        assertThat(run.report().count(UnitState.SUCCEEDED)).isEqualTo(3);
        assertThat(run.files.refused).isEmpty();
    }

    @Test
    void aUnitThatIsAloneInItsDirectoryIsLikeAnyOther() {
        ScriptedRun run = prepared(Operation.APPLY, unit("eu"));
        special.put("eu-k apply", Scripts.fine("", "apply").taking(Duration.ofSeconds(60)));
        run.begin();
        run.driveFor(Duration.ofSeconds(30));

        assertThat(run.locks.held()).containsExactly(Map.entry(SHOP, "unit eu of run " + ScriptedRun.ID));
        assertThat(run.files.refused).isEmpty();
        run.drive();
    }

    @Test
    void whereAStateLiesThatNobodyHasPushedNothingIsApplied() {
        ScriptedRun run = prepared(Operation.APPLY, unit("eu"), unit("us"));
        run.files.troubleWith(method -> method.equals("refuseErroredState"));

        run.begin();
        run.drive();

        assertThat(run.end("eu").reason()).startsWith("it could not be started: scripted trouble");
        assertThat(run.end("us").state()).isEqualTo(UnitState.FAILED);
        assertThat(run.host.processes()).isEmpty();
        assertThat(run.locks.held()).isEmpty();
    }

    private static int mostInitsAtOnce(ScriptedRun run) {
        List<ScriptedProcess> inits = run.host.processes().stream()
                .filter(process -> process.spec.command().equals("init"))
                .toList();
        return inits.stream()
                .mapToInt(one -> (int) inits.stream()
                        .filter(other ->
                                !other.startedAt.isAfter(one.startedAt) && one.startedAt.isBefore(other.endsAt))
                        .count())
                .max()
                .orElse(0);
    }

    private static Unit unit(String workspace) {
        return TestUnits.apart(TestUnits.unitAt(workspace, SHOP, null, null));
    }

    private ScriptedRun prepared(Operation operation, Unit... units) {
        return new ScriptedRun(
                new WorkPlan(operation, List.of(units)),
                SETTINGS,
                (unit, command) -> special.getOrDefault(unit + " " + command, Scripts.fine(unit, command)));
    }
}
