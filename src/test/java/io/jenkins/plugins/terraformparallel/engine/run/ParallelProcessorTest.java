package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.run.ProcessScript.Fate;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Single runs in virtual time; what holds for all of them stands in {@link RunRules}. */
class ParallelProcessorTest {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Map<String, ProcessScript> special = new HashMap<>();
    private RunSettings settings = TestUnits.settings(4, FailFast.OFF, GRACE, InitMode.ALWAYS);

    @Test
    void aChainIsAppliedInOrder() {
        ScriptedRun run =
                begun(Operation.APPLY, TestUnits.unit("a"), TestUnits.unit("b", "a"), TestUnits.unit("c", "b"));

        run.drive();

        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.report().count(UnitState.SUCCEEDED)).isEqualTo(3);
        assertThat(run.host.processes().stream().map(process -> process.id.unit() + " " + process.spec.command()))
                .containsExactly(
                        "a-k init",
                        "a-k plan",
                        "a-k show",
                        "a-k apply",
                        "b-k init",
                        "b-k plan",
                        "b-k show",
                        "b-k apply",
                        "c-k init",
                        "c-k plan",
                        "c-k show",
                        "c-k apply");
        assertThat(run.files.left()).isEmpty();
        assertThat(run.locks.held()).isEmpty();
        assertThat(run.host.processes()).allMatch(process -> process.discarded);
    }

    @Test
    void unitsStartLongestFirstAlsoAfterTheEngineDied() {
        settings = TestUnits.settings(1, FailFast.OFF, GRACE, InitMode.ALWAYS);
        WorkPlan plan = new WorkPlan(
                        Operation.PLAN,
                        List.of(
                                TestUnits.unit("a"),
                                TestUnits.unit("b"),
                                TestUnits.unit("c", "a"),
                                TestUnits.unit("d")))
                .expecting(Map.of("a", 2000L, "b", 9000L, "c", 8000L));
        ScriptedRun run = new ScriptedRun(plan, settings, Scripts::fine);
        run.sink = (event, journal) -> {
            if (event instanceof RunEvent.UnitStarted && journal.size() > 1) {
                throw new EngineDeath();
            }
            journal.add(event);
        };
        run.begin();
        assertThatThrownBy(run::drive).isInstanceOf(EngineDeath.class);
        run.sink = (event, journal) -> journal.add(event);

        run.resume();
        run.drive();

        // a and its c take longer than b; of d nothing is known.
        assertThat(run.events(RunEvent.UnitStarted.class))
                .extracting(RunEvent.UnitStarted::unit)
                .containsExactly("a", "b", "c", "d");
        assertThat(run.report().units())
                .extracting(UnitReport::name, UnitReport::expectedMillis)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", 2000L),
                        org.assertj.core.groups.Tuple.tuple("b", 9000L),
                        org.assertj.core.groups.Tuple.tuple("c", 8000L),
                        org.assertj.core.groups.Tuple.tuple("d", null));
    }

    @Test
    void whoeverWaitsForAnotherRunHoldsNoSlotAndSaysSoOnce() {
        settings = TestUnits.settings(1, FailFast.OFF, GRACE, InitMode.ALWAYS);
        ScriptedRun run = prepared(Operation.PLAN, TestUnits.unit("a"), TestUnits.unit("b"));
        run.locks.holdFor("/modules/a", VirtualClock.START.plusSeconds(20));

        run.begin();
        run.drive();

        assertThat(run.events(RunEvent.UnitWaiting.class))
                .extracting(RunEvent.UnitWaiting::unit, RunEvent.UnitWaiting::waitsFor)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", "unit x of another run"));
        assertThat(run.end("b").at()).isBefore(VirtualClock.START.plusSeconds(2));
        assertThat(run.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
    }

    @Test
    void aResumedUnitThatWaitsForAnotherRunSaysSoOnceAndStartsNothingAfterAnAbort() {
        ScriptedRun run = prepared(Operation.APPLY, TestUnits.unit("a"));
        run.sink = (event, journal) -> {
            if (event instanceof RunEvent.ChainStarting chain
                    && chain.processes().get(0).command().equals("apply")) {
                throw new EngineDeath();
            }
            journal.add(event);
        };
        run.begin();
        assertThatThrownBy(run::drive).isInstanceOf(EngineDeath.class);
        run.sink = (event, journal) -> journal.add(event);
        run.locks.holdFor("/modules/a", VirtualClock.START.plusSeconds(3600));

        run.resume();
        run.driveFor(Duration.ofSeconds(70));
        run.processor().abort("Ctrl-C", true);
        run.drive();

        assertThat(run.events(RunEvent.UnitWaiting.class)).hasSize(1);
        assertThat(run.end("a").state()).isEqualTo(UnitState.ABORTED);
        assertThat(run.end("a").reason()).contains("interrupted by Ctrl-C", "not started any more: apply");
        assertThat(run.host.processes())
                .extracting(process -> process.spec.command())
                .containsExactly("init", "plan", "show");
    }

    @Test
    void whileHeldWhatRunsGoesOnToItsEndAndNothingElseStarts() {
        settings = TestUnits.settings(1, FailFast.OFF, GRACE, InitMode.ALWAYS);
        ScriptedRun run = begun(Operation.APPLY, TestUnits.unit("a"), TestUnits.unit("b"));
        run.driveFor(Duration.ofMillis(50));

        run.processor().hold("Jenkins is about to shut down");
        run.processor().hold("the build is paused");
        run.driveFor(Duration.ofMinutes(1));
        assertThat(run.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(run.processor().status())
                .isEqualTo("0 running, 1 waiting; no new unit starts: Jenkins is about to shut down");
        assertThat(run.events(RunEvent.UnitStarted.class)).hasSize(1);

        run.processor().release();
        run.drive();
        assertThat(run.end("b").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(run.events(RunEvent.Remark.class))
                .extracting(RunEvent.Remark::text)
                .containsExactly("No new unit starts: Jenkins is about to shut down", "Units start again.");
    }

    @Test
    void aRunThatSharesItsMachineStartsNoMoreThanThereArePlacesFor() {
        ScriptedRun run = prepared(
                Operation.APPLY,
                TestUnits.unit("a"),
                TestUnits.unit("b"),
                TestUnits.unit("c"),
                TestUnits.unit("d"),
                TestUnits.unit("e", "a"));
        AtomicInteger most = new AtomicInteger();
        run.places = places(2, most);

        run.begin();
        run.drive();

        assertThat(run.report().count(UnitState.SUCCEEDED)).isEqualTo(5);
        assertThat(most).hasValue(2);
        assertThat(run.events(RunEvent.Remark.class))
                .extracting(RunEvent.Remark::text)
                .containsExactly("Units wait for a free place.");
    }

    @Test
    void aRunThatWaitsForAPlaceSaysSoAndCanBeAborted() {
        ScriptedRun run = prepared(Operation.APPLY, TestUnits.unit("a"), TestUnits.unit("b"));
        run.places = places(0, new AtomicInteger());
        run.begin();
        run.driveFor(Duration.ofMinutes(1));
        assertThat(run.processor().status()).isEqualTo("0 running, 2 waiting; units wait for a free place");
        assertThat(run.events(RunEvent.UnitStarted.class)).isEmpty();

        run.processor().abort("somebody", true);
        run.drive();

        assertThat(run.report().count(UnitState.SKIPPED)).isEqualTo(2);
    }

    @Test
    void whatAResumedRunFindsRunningGoesOnWithoutAPlace() {
        ScriptedRun run = prepared(Operation.APPLY, TestUnits.unit("a"), TestUnits.unit("b"), TestUnits.unit("c", "a"));
        AtomicInteger most = new AtomicInteger();
        run.sink = (event, journal) -> {
            if (event instanceof RunEvent.ProcessEnded) {
                throw new EngineDeath();
            }
            journal.add(event);
        };
        run.begin();
        assertThatThrownBy(run::drive).isInstanceOf(EngineDeath.class);
        run.sink = (event, journal) -> journal.add(event);
        run.places = places(1, most);

        run.resume();
        run.drive();

        assertThat(run.report().count(UnitState.SUCCEEDED)).isEqualTo(3);
        assertThat(most).hasValue(2);
    }

    private static UnitPlaces places(int limit, AtomicInteger most) {
        return (running, wanted) -> {
            int given = Math.min(wanted, Math.max(0, limit - running));
            most.accumulateAndGet(running + given, Math::max);
            return new UnitPlaces.Answer(given, given == wanted ? null : "a free place");
        };
    }

    @Test
    void aRunThatIsHeldFromTheStartStartsNothingAndCanBeAborted() {
        ScriptedRun run = begun(Operation.APPLY, TestUnits.unit("a"), TestUnits.unit("b"));
        run.processor().hold("the build is paused");
        run.driveFor(Duration.ofMinutes(1));
        assertThat(run.host.processes()).isEmpty();

        run.processor().abort("somebody", true);
        run.drive();

        assertThat(run.report().status()).isEqualTo(RunStatus.ABORTED);
        assertThat(run.report().count(UnitState.SKIPPED)).isEqualTo(2);
    }

    @Test
    void oneUnitCanBeAbortedWhileTheOthersGoOn() {
        special.put("a-k apply", Scripts.fine("a-k", "apply").taking(Duration.ofHours(1)));
        ScriptedRun run = begun(
                Operation.APPLY,
                TestUnits.unit("a"),
                TestUnits.unit("b"),
                TestUnits.unit("c", "a"),
                TestUnits.unit("d", "b"));
        run.driveFor(Duration.ofSeconds(10));

        run.processor().abortUnit("a", "alice");
        run.processor().abortUnit("nobody", "alice");
        run.drive();

        RunReport report = run.report();
        assertThat(report.units())
                .extracting(UnitReport::status)
                .containsExactly(UnitState.ABORTED, UnitState.SUCCEEDED, UnitState.SKIPPED, UnitState.SUCCEEDED);
        assertThat(report.units().get(0).reason()).contains("interrupted by alice");
        assertThat(report.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(run.events(RunEvent.UnitAbortRequested.class)).hasSize(1);
    }

    @Test
    void aUnitThatIsAbortedBeforeTheNextEnginesFirstPulseStartsNothingMore() {
        ScriptedRun run = prepared(Operation.PLAN, TestUnits.unit("a"), TestUnits.unit("b"));
        run.sink = (event, journal) -> {
            if (event instanceof RunEvent.ChainStarting) {
                throw new EngineDeath();
            }
            journal.add(event);
        };
        run.begin();
        assertThatThrownBy(run::drive).isInstanceOf(EngineDeath.class);
        run.sink = (event, journal) -> journal.add(event);

        run.resume();
        run.processor().abortUnit("a", "alice");
        run.drive();

        assertThat(run.end("a").reason()).contains("interrupted by alice");
        assertThat(run.end("b").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(run.events(RunEvent.ChainStarting.class))
                .extracting(RunEvent.ChainStarting::unit)
                .doesNotContain("a");
    }

    @Test
    void aQueuedUnitThatIsAbortedNeverStarts() {
        ScriptedRun run = begun(Operation.PLAN, TestUnits.unit("a"));
        run.processor().hold("the build is paused");
        run.driveFor(Duration.ofSeconds(1));

        run.processor().abortUnit("a", "alice");
        run.drive();

        assertThat(run.report().units().get(0).reason()).isEqualTo("not started, because it was aborted by alice");
        assertThat(run.host.processes()).isEmpty();
    }

    @Test
    void aKillWaitsForNothingWhoeverAborted() {
        special.put(
                "a-k plan",
                Scripts.fine("a-k", "plan").taking(Duration.ofHours(1)).ignoringSignals());
        ScriptedRun run = begun(Operation.PLAN, TestUnits.unit("a"));
        run.driveFor(Duration.ofSeconds(5));
        run.processor().abort("a timeout", false);
        run.driveFor(Duration.ofSeconds(6));

        run.processor().kill("alice");
        run.driveFor(Duration.ofSeconds(8));

        assertThat(run.events(RunEvent.UnitKilled.class)).hasSize(1);
        assertThat(run.report().abort().kill()).isTrue();
    }

    @Test
    void oneUnitThatWasToldToStopCanBeKilledWhyeverItWas() {
        for (String name : List.of("a", "b", "c")) {
            special.put(
                    name + "-k plan",
                    Scripts.fine(name + "-k", "plan")
                            .taking(Duration.ofMinutes(10))
                            .ignoringSignals());
        }
        ScriptedRun run = begun(
                Operation.PLAN,
                TestUnits.unitAt("a", "/modules/a", null, Duration.ofSeconds(5)),
                TestUnits.unit("b"),
                TestUnits.unit("c"));
        run.driveFor(Duration.ofSeconds(6));
        run.processor().abortUnit("b", "alice");
        run.driveFor(Duration.ofSeconds(1));

        run.processor().killUnit("a", "alice");
        run.processor().killUnit("b", "alice");
        run.driveFor(Duration.ofSeconds(8));

        assertThat(run.end("a").state()).isEqualTo(UnitState.TIMED_OUT);
        assertThat(run.end("b").state()).isEqualTo(UnitState.ABORTED);
        assertThat(run.report().units().get(2).status()).isEqualTo(UnitState.RUNNING);
        assertThat(run.report().abort()).isNull();
    }

    @Test
    void aRunThatIsAbortedBeforeItsFirstPulseStartsNothing() {
        ScriptedRun run = begun(Operation.APPLY, TestUnits.unit("a"), TestUnits.unit("b"));

        run.processor().abort("somebody", true);
        run.drive();

        assertThat(run.host.processes()).isEmpty();
        assertThat(run.report().count(UnitState.SKIPPED)).isEqualTo(2);
        assertThat(run.events(RunEvent.UnitStarted.class)).isEmpty();
        assertThat(run.journal.get(run.journal.size() - 1)).isInstanceOf(RunEvent.RunEnded.class);
    }

    @Test
    void aHoldThatHoldsNothingUpIsNotTold() {
        ScriptedRun run = begun(Operation.PLAN, TestUnits.unit("a"));
        run.driveFor(Duration.ofMillis(50));

        run.processor().hold("the build is paused");
        run.drive();

        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.events(RunEvent.Remark.class)).isEmpty();
    }

    @Test
    void aUnitThatIgnoresSignalsIsKilledAfterTheGracePeriod() {
        special.put(
                "a-k plan",
                Scripts.fine("a-k", "plan").taking(Duration.ofHours(1)).ignoringSignals());
        ScriptedRun run = begun(Operation.PLAN, TestUnits.unit("a"));
        run.driveFor(Duration.ofSeconds(5));

        run.processor().abort("SIGTERM", false);
        run.drive();

        ScriptedProcess plan = run.host.processes("a-k", "plan").get(0);
        assertThat(Duration.between(plan.signalledAt, plan.killedAt)).isBetween(GRACE, GRACE.plusMillis(200));
        assertThat(run.end("a").state()).isEqualTo(UnitState.ABORTED);
        assertThat(run.end("a").reason()).contains("SIGTERM", "killed, because it didn't end within the grace period");
        assertThat(run.events(RunEvent.UnitKilled.class)).hasSize(1);
        assertThat(run.report().status()).isEqualTo(RunStatus.ABORTED);
    }

    @Test
    void aPersonsSecondRequestKillsAtOnceAndEarlierOnesDoNot() {
        special.put(
                "a-k apply",
                Scripts.fine("a-k", "apply").taking(Duration.ofHours(1)).ignoringSignals());
        ScriptedRun run = begun(Operation.APPLY, TestUnits.unit("a"));
        run.driveFor(Duration.ofSeconds(2));
        run.processor().abort("Ctrl-C", true);
        run.driveFor(Duration.ofSeconds(4));
        run.processor().abort("Ctrl-C", true);
        run.processor().abort("SIGTERM", false);
        run.driveFor(Duration.ofSeconds(5));
        assertThat(run.host.processes("a-k", "apply").get(0).killedAt).isNull();

        run.processor().abort("Ctrl-C", true);
        run.drive();

        assertThat(run.host.processes("a-k", "apply").get(0).killedAt).isBefore(VirtualClock.START.plusMillis(5_500));
        assertThat(run.host.processes("a-k", "apply").get(0).signals).isEqualTo(1);
        assertThat(run.end("a").state()).isEqualTo(UnitState.ABORTED);
    }

    @Test
    void aTimeoutIsCountedFromTheUnitsStartAndMakesItTimedOut() {
        special.put("a-k plan", Scripts.fine("a-k", "plan").taking(Duration.ofHours(1)));
        Unit unit = TestUnits.unitAt("a", "/modules/a", null, Duration.ofSeconds(90));
        ScriptedRun run = begun(Operation.PLAN, unit, TestUnits.unit("b", "a"), TestUnits.unit("c"));

        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.TIMED_OUT);
        assertThat(run.end("a").reason()).isEqualTo("timed out after 1m30s during terraform plan");
        assertThat(run.end("a").at()).isBetween(VirtualClock.START.plusSeconds(90), VirtualClock.START.plusSeconds(91));
        assertThat(run.end("b").state()).isEqualTo(UnitState.SKIPPED);
        assertThat(run.end("b").reason()).isEqualTo("not started, because a did not succeed");
        assertThat(run.end("c").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(run.report().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void whoFailsByItselfBeforeAnySignalIsFailedNotAborted() {
        special.put("a-k plan", ProcessScript.recorded("plan-wrong.ndjson", 1).taking(Duration.ofMillis(50)));
        ScriptedRun run = begun(Operation.PLAN, TestUnits.unit("a"));
        while (run.host.processes("a-k", "plan").isEmpty()) {
            run.clock.advance(run.processor().pulse());
        }
        run.clock.advance(Duration.ofSeconds(1));
        run.processor().abort("Ctrl-C", true);

        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.FAILED);
        assertThat(run.end("a").cause()).isEqualTo(EndCause.OWN);
        assertThat(run.end("a").reason()).startsWith("terraform plan failed: ");
        assertThat(run.report().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void aStopThatEndsWellIsASuccess() {
        special.put(
                "a-k apply",
                Scripts.fine("a-k", "apply").taking(Duration.ofSeconds(3)).obeyingAfter(GRACE));
        ScriptedRun run = begun(Operation.APPLY, TestUnits.unit("a"));
        run.driveFor(Duration.ofSeconds(2));

        run.processor().abort("Ctrl-C", true);
        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(run.host.processes("a-k", "apply").get(0).signals).isEqualTo(1);
        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void anUnknownOutcomeIsAFailureThatSaysSo() {
        special.put("a-k apply", Scripts.fine("a-k", "apply").fated(Fate.LOST));
        ScriptedRun run = begun(Operation.APPLY, TestUnits.unit("a"));

        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.FAILED);
        assertThat(run.end("a").reason()).contains("the outcome of terraform apply can't be known");
        assertThat(run.report().units().get(0).exitCode()).isNull();
    }

    @Test
    void whatCannotBeStartedFailsItsUnitAlone() {
        AtomicInteger starts = new AtomicInteger();
        ScriptedRun run = prepared(Operation.PLAN, TestUnits.unit("a"), TestUnits.unit("b"));
        run.host.troubleWith(method -> method.equals("start") && starts.getAndIncrement() == 0);

        run.begin();
        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.FAILED);
        assertThat(run.end("a").reason())
                .startsWith("terraform init could not be started: scripted trouble with start");
        assertThat(run.end("b").state()).isEqualTo(UnitState.SUCCEEDED);
    }

    @Test
    void whileTheHostCannotBeReachedNothingIsLostAndItIsSaidOnce() {
        ScriptedRun run = prepared(Operation.APPLY, TestUnits.unit("a"), TestUnits.unit("b"));
        boolean[] away = {false};
        run.host.troubleWith(method -> away[0]);
        run.begin();
        run.driveFor(Duration.ofMillis(150));

        away[0] = true;
        run.driveFor(Duration.ofMinutes(5));
        away[0] = false;
        run.drive();

        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.events(RunEvent.Remark.class))
                .extracting(RunEvent.Remark::unit)
                .containsExactly("a", "b");
    }

    @Test
    void whereTheHostNeverComesBackAnAbortedRunEndsAllTheSame() {
        ScriptedRun run = begun(Operation.APPLY, TestUnits.unit("a"));
        run.driveFor(Duration.ofMillis(250));
        run.host.troubleWith(method -> true);

        run.processor().abort("Ctrl-C", true);
        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.ABORTED);
        assertThat(run.end("a").reason()).contains("could not be killed, it may still be running");
        assertThat(run.end("a").at()).isBefore(VirtualClock.START.plus(GRACE).plusSeconds(30));
        assertThat(run.locks.held()).as("the directory stays locked").containsKey("/modules/a");
    }

    @Test
    void aChainThatCannotBeStoppedIsStoppedLater() {
        ScriptedRun run = prepared(Operation.PLAN, TestUnits.unit("a"));
        special.put(
                "a-k init",
                Scripts.fine("a-k", "init").taking(Duration.ofSeconds(9)).ignoringSignals());
        AtomicInteger calls = new AtomicInteger();
        run.host.troubleWith(method -> method.equals("stopChain") && calls.getAndIncrement() < 3);
        run.begin();
        run.driveFor(Duration.ofSeconds(1));

        run.processor().abort("Ctrl-C", true);
        run.drive();

        assertThat(run.host.processes()).hasSize(1);
        assertThat(run.host.processes().get(0).signals).isEqualTo(1);
        assertThat(run.end("a").state()).isEqualTo(UnitState.ABORTED);
    }

    @Test
    void aWorkspaceWhoseNameIsASecretIsFoundAllTheSame() {
        ScriptedRun run = prepared(Operation.PLAN, TestUnits.unitAt("a", "/modules/a", "dev", null));
        run.masker = Masker.of(List.of("dev"));
        ScriptedRun missing = prepared(Operation.PLAN, TestUnits.unitAt("a", "/modules/a", "prod", null));
        missing.masker = Masker.of(List.of("dev", "prod"));

        run.begin();
        run.drive();
        missing.begin();
        missing.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(missing.end("a").reason()).startsWith("workspace **** doesn't exist; there are: default, ****, eu.");
    }

    @Test
    void noSecretOfTheOutputIsKept() {
        String secret = "hunter2\n\"quoted\" \\ & more";
        String event =
                "{\"@level\":\"info\",\"@message\":\"it is hunter2\\n\\\"quoted\\\" \\\\ \\u0026 more\",\"type\":\"log\"}\n";
        special.put(
                "a-k init",
                ProcessScript.printing(
                        event + "plain hunter2\n\"quoted\" \\ & more\n{\"half\": \"hunter2\\n\\\"quo", 0));
        special.put("a-k show", ProcessScript.printing("+ password = \"hunter2\\n\\\"quoted\\\" \\\\ & more\"\n", 0));
        special.put("a-k apply", ProcessScript.printing(event + "x\n", 1));
        ScriptedRun run = prepared(Operation.APPLY, TestUnits.unit("a"));
        run.masker = Masker.of(List.of(secret));

        run.begin();
        run.drive();

        assertThat(run.end("a").state()).isEqualTo(UnitState.FAILED);
        assertThat(run.logs.all() + run.journal + run.output).doesNotContain("hunter2", "quoted");
        assertThat(run.logs.text("logs/a-k.log")).contains("it is ****");
    }

    private ScriptedRun begun(Operation operation, Unit... units) {
        ScriptedRun run = prepared(operation, units);
        run.begin();
        return run;
    }

    private ScriptedRun prepared(Operation operation, Unit... units) {
        return new ScriptedRun(
                new WorkPlan(operation, List.of(units)),
                settings,
                (unit, command) -> special.getOrDefault(unit + " " + command, Scripts.fine(unit, command)));
    }
}
