package io.jenkins.plugins.terraformparallel.engine.run;

import static io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome.ABORTED;
import static io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome.FAILED;
import static io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome.NEEDS_APPLY;
import static io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome.SKIPPED;
import static io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerDecision.Cause;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Aborted;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Applying;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Begun;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Blocked;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.InitEnded;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.JournalLost;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Restored;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Unblocked;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.UnitAborted;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerSlots.Inits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The scheduler's rules by example. Graphs are drawn: in {@code a -> b}, a must succeed before b starts; units whose names
 * agree up to an {@code @} share a directory, and up to a {@code /} a module. The rules for every graph are in {@link SchedulerPropertyTest}.
 */
class SchedulerTest {

    @Test
    void aChainRunsOneAfterTheOtherAndThenFinishes() {
        Scheduler scheduler = scheduler(4, "a -> b -> c");

        assertThat(scheduler.on(new Begun())).containsExactly(start("a"));
        assertThat(scheduler.on(ended("a", SUCCEEDED))).containsExactly(start("b"));
        assertThat(scheduler.on(ended("b", SUCCEEDED))).containsExactly(start("c"));
        assertThat(scheduler.on(ended("c", SUCCEEDED))).containsExactly(finish());
    }

    @Test
    void aUnitWaitsForAllItsPrerequisites() {
        //  a -> c
        //  b -> c
        Scheduler scheduler = scheduler(4, "a -> c", "b -> c");

        assertThat(scheduler.on(new Begun())).containsExactly(start("a"), start("b"));
        assertThat(scheduler.on(ended("b", SUCCEEDED))).isEmpty();
        assertThat(scheduler.on(ended("a", SUCCEEDED))).containsExactly(start("c"));
    }

    @Test
    void unitsStartInTheirOrderAsSlotsBecomeFree() {
        Scheduler scheduler = scheduler(2, "a", "b", "c", "d");

        assertThat(scheduler.on(new Begun())).containsExactly(start("a"), start("b"));
        assertThat(scheduler.on(ended("b", SUCCEEDED))).containsExactly(start("c"));
        assertThat(scheduler.on(ended("a", FAILED))).containsExactly(start("d"));
        assertThat(scheduler.running()).isEqualTo(2);
    }

    @Test
    void unitsOfOneDirectoryTakeTurnsAndOthersTakeTheSlotMeanwhile() {
        Scheduler scheduler = scheduler(2, "shop@eu", "shop@us", "network");

        assertThat(scheduler.on(new Begun())).containsExactly(start("shop@eu"), start("network"));
        assertThat(scheduler.on(ended("network", SUCCEEDED))).isEmpty();
        assertThat(scheduler.on(ended("shop@eu", SUCCEEDED))).containsExactly(start("shop@us"));
    }

    @Test
    void unitsOfOneModuleWithDirectoriesOfTheirOwnRunAtOnceAndOnlyTheirInitsTakeTurns() {
        Scheduler scheduler = new Scheduler(3, FailFast.OFF, Inits.ONE_PER_MODULE, graph("shop/eu", "shop/us", "net"));

        assertThat(scheduler.on(new Begun())).containsExactly(start("shop/eu"), start("net"));
        assertThat(scheduler.on(new InitEnded("net"))).isEmpty();
        assertThat(scheduler.on(new InitEnded("shop/eu"))).containsExactly(start("shop/us"));
        assertThat(scheduler.running()).isEqualTo(3);
    }

    @Test
    void whereNoInitIsRunUnitsOfOneModuleStartTogether() {
        Scheduler scheduler = new Scheduler(3, FailFast.OFF, Inits.NONE, graph("shop/eu", "shop/us"));

        assertThat(scheduler.on(new Begun())).containsExactly(start("shop/eu"), start("shop/us"));
    }

    @Test
    void aRunWithoutUnitsFinishesAtOnce() {
        assertThat(scheduler(4).on(new Begun())).containsExactly(finish());
    }

    @Test
    void nothingIsDecidedAfterTheEnd() {
        Scheduler scheduler = scheduler(4, "a");
        scheduler.on(new Begun());
        scheduler.on(ended("a", SUCCEEDED));

        assertThat(scheduler.on(ended("a", FAILED))).isEmpty();
        assertThat(scheduler.on(new Aborted())).isEmpty();
        assertThat(scheduler.on(new Begun())).isEmpty();
    }

    @Test
    void whatIsSaidOfAUnitThatDoesNotRunMeansNothing() {
        Scheduler scheduler = new Scheduler(2, FailFast.ON, Inits.ONE_AT_A_TIME, graph("a", "b", "c"));
        scheduler.on(new Begun());
        scheduler.on(new InitEnded("a"));
        scheduler.on(new InitEnded("c"));
        scheduler.on(new Applying("c"));
        scheduler.on(new Unblocked("c"));
        scheduler.on(ended("c", FAILED));
        scheduler.on(new Restored("c", null));

        assertThat(scheduler.running()).isEqualTo(2);
        assertThat(scheduler.on(ended("a", SUCCEEDED))).isEmpty();
        assertThat(scheduler.on(new InitEnded("b"))).containsExactly(start("c"));
        assertThat(scheduler.on(ended("b", FAILED))).containsExactly(interrupt("c", Cause.FAIL_FAST));
    }

    @Test
    void aFailureSkipsWhatNeedsItAndTheOthersGoOn() {
        //  a -> b -> c
        //  x -> y
        Scheduler scheduler = scheduler(4, "a -> b -> c", "x -> y");
        scheduler.on(new Begun());

        assertThat(scheduler.on(ended("a", FAILED)))
                .containsExactly(skip("b", Cause.PREREQUISITE, "a"), skip("c", Cause.PREREQUISITE, "b"));
        assertThat(scheduler.on(ended("x", SUCCEEDED))).containsExactly(start("y"));
    }

    @Test
    void whatNeedsTwoFailedUnitsIsSkippedOnceBecauseOfTheFirst() {
        //  a -> c
        //  b -> c
        Scheduler scheduler = scheduler(4, "a -> c", "b -> c");
        scheduler.on(new Begun());

        assertThat(scheduler.on(ended("b", FAILED))).containsExactly(skip("c", Cause.PREREQUISITE, "b"));
        assertThat(scheduler.on(ended("a", FAILED))).containsExactly(finish());
    }

    @Test
    void whatNeedsAUnitThatNeedsAnApplyNeedsOneToo() {
        Scheduler scheduler = scheduler(4, "a -> b -> c -> d");
        scheduler.on(new Begun());
        scheduler.on(ended("a", SUCCEEDED));

        assertThat(scheduler.on(ended("b", NEEDS_APPLY)))
                .containsExactly(skip("c", Cause.NEEDS_APPLY, "b"), skip("d", Cause.NEEDS_APPLY, "c"), finish());
    }

    @Test
    void aStartedUnitThatEndsAsSkippedLeavesNobodyWaiting() {
        Scheduler scheduler = scheduler(4, "a -> b");
        scheduler.on(new Begun());

        assertThat(scheduler.on(ended("a", SKIPPED))).containsExactly(skip("b", Cause.PREREQUISITE, "a"), finish());
    }

    @Test
    void failFastInterruptsWhatIsNotApplyingYet() {
        Scheduler scheduler = scheduler(FailFast.ON, 3, "a", "planning", "applying", "queued");
        scheduler.on(new Begun());
        scheduler.on(new Applying("applying"));

        assertThat(scheduler.on(ended("a", FAILED)))
                .containsExactly(interrupt("planning", Cause.FAIL_FAST), skip("queued", Cause.FAIL_FAST, "a"));
        assertThat(scheduler.on(ended("planning", ABORTED))).isEmpty();
        assertThat(scheduler.on(ended("applying", SUCCEEDED))).containsExactly(finish());
    }

    @Test
    void failFastInterruptStopsRunningAppliesToo() {
        Scheduler scheduler = scheduler(FailFast.INTERRUPT, 2, "a", "applying");
        scheduler.on(new Begun());
        scheduler.on(new Applying("applying"));

        assertThat(scheduler.on(ended("a", FAILED))).containsExactly(interrupt("applying", Cause.FAIL_FAST));
    }

    @Test
    void failFastBlamesTheFailedUnitAlsoForWhatOthersNeed() {
        //  a -> b
        //  x -> y
        Scheduler scheduler = scheduler(FailFast.ON, 1, "a -> b", "x -> y");
        scheduler.on(new Begun());

        assertThat(scheduler.on(ended("a", FAILED)))
                .containsExactly(
                        skip("b", Cause.PREREQUISITE, "a"),
                        skip("x", Cause.FAIL_FAST, "a"),
                        skip("y", Cause.FAIL_FAST, "a"),
                        finish());
    }

    @Test
    void aUnitThatNeedsAnApplyIsNoFailureForFailFast() {
        Scheduler scheduler = scheduler(FailFast.ON, 1, "a", "b");
        scheduler.on(new Begun());

        assertThat(scheduler.on(ended("a", NEEDS_APPLY))).containsExactly(start("b"));
    }

    @Test
    void anAbortInterruptsEverythingThatRunsAndSkipsTheRest() {
        Scheduler scheduler = scheduler(2, "a -> c", "b");
        scheduler.on(new Begun());
        scheduler.on(new Applying("b"));

        assertThat(scheduler.on(new Aborted()))
                .containsExactly(
                        interrupt("a", Cause.ABORT), skip("c", Cause.ABORT, null), interrupt("b", Cause.ABORT));
        assertThat(scheduler.on(new Aborted())).isEmpty();
        assertThat(scheduler.on(ended("a", SUCCEEDED))).isEmpty();
        assertThat(scheduler.on(ended("b", ABORTED))).containsExactly(finish());
    }

    @Test
    void anAbortOfOneUnitStopsThatOneAndWhoNeedsIt() {
        //  a -> c     d and e wait for the second slot
        Scheduler scheduler = scheduler(2, "a -> c", "b", "d", "e");
        scheduler.on(new Begun());

        assertThat(scheduler.on(new UnitAborted("a"))).containsExactly(interrupt("a", Cause.ABORT));
        assertThat(scheduler.on(new UnitAborted("d"))).containsExactly(skip("d", Cause.ABORT, null));
        assertThat(scheduler.on(new UnitAborted("a"))).isEmpty();
        assertThat(scheduler.on(new UnitAborted("nobody"))).isEmpty();
        assertThat(scheduler.on(ended("a", ABORTED))).containsExactly(skip("c", Cause.PREREQUISITE, "a"), start("e"));
    }

    @Test
    void anAbortInterruptsWhatFailFastSparedAndNothingTwice() {
        Scheduler scheduler = scheduler(FailFast.ON, 3, "a", "planning", "applying");
        scheduler.on(new Begun());
        scheduler.on(new Applying("applying"));
        scheduler.on(ended("a", FAILED));

        assertThat(scheduler.on(new Aborted())).containsExactly(interrupt("applying", Cause.ABORT));
    }

    @Test
    void aLostJournalLetsWhatRunsGoOnAndSkipsTheRest() {
        Scheduler scheduler = scheduler(1, "a -> b");
        scheduler.on(new Begun());

        assertThat(scheduler.on(new JournalLost())).containsExactly(skip("b", Cause.JOURNAL_LOST, null));
        assertThat(scheduler.on(ended("a", SUCCEEDED))).containsExactly(finish());
    }

    @Test
    void failFastAndAbortsWorkAlsoWithoutAJournal() {
        Scheduler scheduler = scheduler(FailFast.ON, 3, "a", "planning", "applying");
        scheduler.on(new Begun());
        scheduler.on(new Applying("applying"));
        scheduler.on(new JournalLost());

        assertThat(scheduler.on(ended("a", FAILED))).containsExactly(interrupt("planning", Cause.FAIL_FAST));
        assertThat(scheduler.on(new Aborted())).containsExactly(interrupt("applying", Cause.ABORT));
    }

    @Test
    void aBlockedUnitGivesItsSlotToTheNextAndLaterTakesItsTurn() {
        Scheduler scheduler = scheduler(1, "a", "b", "c");
        scheduler.on(new Begun());

        assertThat(scheduler.on(new Blocked("a"))).containsExactly(start("b"));
        assertThat(scheduler.on(new Unblocked("a"))).isEmpty();
        assertThat(scheduler.on(ended("b", SUCCEEDED))).containsExactly(start("a"));
    }

    @Test
    void aBlockedUnitIsSkippedByAnAbort() {
        Scheduler scheduler = scheduler(1, "a");
        scheduler.on(new Begun());
        scheduler.on(new Blocked("a"));

        assertThat(scheduler.on(new Aborted())).containsExactly(skip("a", Cause.ABORT, null), finish());
        assertThat(scheduler.on(new Unblocked("a"))).isEmpty();
    }

    @Test
    void aUnitThatTurnsOutToBeBlockedAfterAStopIsSkipped() {
        Scheduler scheduler = scheduler(FailFast.ON, 2, "a", "b");
        scheduler.on(new Begun());
        scheduler.on(ended("a", FAILED));

        assertThat(scheduler.on(new Blocked("b"))).containsExactly(skip("b", Cause.FAIL_FAST, "a"), finish());
    }

    @Test
    void initsThatShareACacheTakeTurns() {
        Scheduler scheduler = new Scheduler(3, FailFast.OFF, Inits.ONE_AT_A_TIME, graph("a", "b", "c"));

        assertThat(scheduler.on(new Begun())).containsExactly(start("a"));
        assertThat(scheduler.on(new InitEnded("a"))).containsExactly(start("b"));
        assertThat(scheduler.on(ended("b", FAILED))).containsExactly(start("c"));
        assertThat(scheduler.on(new InitEnded("c"))).isEmpty();
    }

    @Test
    void aUnitWhoseInitIsOverNeedsNoTurn() {
        Scheduler scheduler = new Scheduler(2, FailFast.OFF, Inits.ONE_AT_A_TIME, graph("a", "b"));
        scheduler.on(new Begun());
        scheduler.on(new InitEnded("a"));
        scheduler.on(new Blocked("a"));

        assertThat(scheduler.on(new Unblocked("a"))).containsExactly(start("a"));
        assertThat(scheduler.running()).isEqualTo(2);
    }

    @Test
    void aResumedRunGoesOnWhereTheOtherEngineStopped() {
        //  a -> b -> c
        //  x
        Scheduler scheduler = scheduler(2, "a -> b -> c", "x");

        assertThat(scheduler.on(new Restored("b", null))).isEmpty();
        assertThat(scheduler.on(new Restored("a", SUCCEEDED))).isEmpty();
        assertThat(scheduler.on(new Begun())).containsExactly(start("x"));
        assertThat(scheduler.on(ended("b", SUCCEEDED))).containsExactly(start("c"));
    }

    @Test
    void aFailureBeforeTheResumeDoesNotHideWhatStillRuns() {
        Scheduler scheduler = scheduler(FailFast.ON, 2, "a", "b", "c", "d");
        scheduler.on(new Restored("a", FAILED));
        scheduler.on(new Restored("b", null));
        scheduler.on(new Restored("c", SUCCEEDED));

        assertThat(scheduler.on(new Begun()))
                .containsExactly(interrupt("b", Cause.FAIL_FAST), skip("d", Cause.FAIL_FAST, "a"));
        assertThat(scheduler.on(ended("b", ABORTED))).containsExactly(finish());
    }

    @Test
    void aJournalThatEndsAmongTheSkipsIsCompleted() {
        Scheduler scheduler = scheduler(2, "a -> b -> c");
        scheduler.on(new Restored("a", FAILED));
        scheduler.on(new Restored("b", SKIPPED));

        assertThat(scheduler.on(new Begun())).containsExactly(skip("c", Cause.PREREQUISITE, "b"), finish());
    }

    @Test
    void aRestoredUnitKeepsItsDirectoryWhenAnotherOfItHadEnded() {
        Scheduler scheduler = scheduler(4, "shop@eu", "shop@us", "shop@asia");
        scheduler.on(new Restored("shop@us", null));
        scheduler.on(new Restored("shop@eu", SUCCEEDED));

        assertThat(scheduler.on(new Begun())).isEmpty();
        assertThat(scheduler.on(ended("shop@us", SUCCEEDED))).containsExactly(start("shop@asia"));
    }

    @Test
    void aRestoredUnitMayStillBeInItsInit() {
        Scheduler scheduler = new Scheduler(3, FailFast.OFF, Inits.ONE_AT_A_TIME, graph("a", "b", "c"));
        scheduler.on(new Restored("a", null));
        scheduler.on(new InitEnded("a"));
        scheduler.on(new Restored("b", null));

        assertThat(scheduler.on(new Begun())).isEmpty();
        assertThat(scheduler.on(new InitEnded("b"))).containsExactly(start("c"));
    }

    @Test
    void aRunThatWasAbortedBeforeItBeganStartsNothing() {
        Scheduler scheduler = scheduler(2, "a", "b");

        assertThat(scheduler.on(new Aborted())).isEmpty();
        assertThat(scheduler.on(new Restored("b", null))).isEmpty();
        assertThat(scheduler.on(new Begun()))
                .containsExactly(skip("a", Cause.ABORT, null), interrupt("b", Cause.ABORT));
    }

    @Test
    void twoThousandUnitsWithTenThousandEdgesComeToTheirEnd() {
        Random random = new Random(2000);
        List<TreeSet<Integer>> edges = IntStream.range(0, 2000)
                .mapToObj(unit -> new TreeSet<Integer>())
                .toList();
        for (int count = 0; count < 10_000; ) {
            int to = 1 + random.nextInt(1999);
            count += edges.get(to).add(random.nextInt(to)) ? 1 : 0;
        }
        List<SchedulerUnit> units = IntStream.range(0, 2000)
                .mapToObj(unit -> new SchedulerUnit(
                        "u" + unit,
                        "d" + unit,
                        "d" + unit,
                        edges.get(unit).stream().map(other -> "u" + other).toList()))
                .toList();
        Scheduler scheduler = new Scheduler(4, FailFast.OFF, Inits.NONE, units);
        List<String> started = new ArrayList<>();

        Deque<SchedulerDecision> decisions = new ArrayDeque<>(scheduler.on(new Begun()));
        while (decisions.peek() instanceof SchedulerDecision.Start start) {
            decisions.remove();
            started.add(start.unit());
            decisions.addAll(scheduler.on(ended(start.unit(), SUCCEEDED)));
        }

        assertThat(started).hasSize(2000).doesNotHaveDuplicates();
        assertThat(decisions).containsExactly(finish());
        assertThat(scheduler.running()).isZero();
    }

    private static Scheduler scheduler(int slots, String... graph) {
        return scheduler(FailFast.OFF, slots, graph);
    }

    private static Scheduler scheduler(FailFast failFast, int slots, String... graph) {
        return new Scheduler(slots, failFast, Inits.NONE, graph(graph));
    }

    /** The units of a drawing, in the order in which it names them. */
    private static List<SchedulerUnit> graph(String... paths) {
        Map<String, List<String>> prerequisites = new LinkedHashMap<>();
        for (String path : paths) {
            List<String> names = Arrays.asList(path.split(" -> "));
            names.forEach(name -> prerequisites.computeIfAbsent(name, any -> new ArrayList<>()));
            for (int i = 1; i < names.size(); i++) {
                prerequisites.get(names.get(i)).add(names.get(i - 1));
            }
        }
        return prerequisites.entrySet().stream()
                .map(unit -> new SchedulerUnit(
                        unit.getKey(),
                        unit.getKey().split("@")[0],
                        unit.getKey().split("@")[0].split("/")[0],
                        unit.getValue()))
                .toList();
    }

    private static SchedulerEvent ended(String unit, Outcome outcome) {
        return new SchedulerEvent.Ended(unit, outcome);
    }

    private static SchedulerDecision start(String unit) {
        return new SchedulerDecision.Start(unit);
    }

    private static SchedulerDecision interrupt(String unit, Cause cause) {
        return new SchedulerDecision.Interrupt(unit, cause);
    }

    private static SchedulerDecision skip(String unit, Cause cause, String because) {
        return new SchedulerDecision.Skip(unit, cause, because);
    }

    private static SchedulerDecision finish() {
        return new SchedulerDecision.Finish();
    }
}
