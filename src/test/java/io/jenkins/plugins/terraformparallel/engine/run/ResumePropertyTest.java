package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.run.ScriptedRun.Sink;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The engine is killed at every line of a run's journal, right after the line was written and right before; terraform and
 * the scripts go on by themselves for a while, and another engine takes over.
 */
class ResumePropertyTest {

    /** When the next engine comes: at once, soon, and when everything that can has ended by itself. */
    @Provide
    Arbitrary<Duration> pauses() {
        return Arbitraries.of(Duration.ZERO, Duration.ofMillis(60), Duration.ofMillis(700), Duration.ofMinutes(1));
    }

    @Provide
    Arbitrary<RunScenario> undisturbed() {
        return RunScenario.undisturbed(4);
    }

    @Provide
    Arbitrary<RunScenario> scenarios() {
        return RunScenario.any(4);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void anUndisturbedRunComesToTheSameEnds(
            @ForAll("undisturbed") RunScenario scenario, @ForAll("pauses") Duration pause) {
        ScriptedRun whole = scenario.run();
        play(scenario, whole);
        for (int line = 2; line < whole.journal.size(); line++) {
            for (boolean written : new boolean[] {true, false}) {
                ScriptedRun resumed = resumedAt(line, written, scenario, pause);

                new RunRules(scenario, resumed).check();
                assertThat(states(resumed))
                        .as(
                                "killed at line %s, written: %s\n%s\ninstead of\n%s",
                                line, written, resumed.history(), whole.history())
                        .isEqualTo(states(whole));
            }
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void everyResumedRunKeepsTheRules(@ForAll("scenarios") RunScenario scenario, @ForAll("pauses") Duration pause) {
        ScriptedRun whole = scenario.run();
        play(scenario, whole);
        for (int line = 2; line < whole.journal.size(); line++) {
            new RunRules(scenario, resumedAt(line, true, scenario, pause)).check();
            new RunRules(scenario, resumedAt(line, false, scenario, pause)).check();
        }
    }

    /** Whose masker withholds everything, and to whom no value is given again. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void aRunCanBeConcludedAtEveryLine(@ForAll("scenarios") RunScenario scenario, @ForAll("pauses") Duration pause) {
        ScriptedRun whole = scenario.run();
        play(scenario, whole);
        for (int line = 2; line < whole.journal.size(); line++) {
            for (boolean written : new boolean[] {true, false}) {
                ScriptedRun run = scenario.run();
                run.sink = diesAt(line, written);
                assertThat(livesThrough(() -> play(scenario, run))).isFalse();
                run.sink = (event, journal) -> journal.add(event);
                run.clock.advance(pause);
                int known = run.journal.size();
                run.masker = Masker.everything();
                run.conclude("the build's end");
                run.drive();

                new RunRules(scenario, run).check();
                assertThat(run.journal.subList(known, run.journal.size()))
                        .as("concluded at line %s, written: %s\n%s", line, written, run.history())
                        .noneMatch(event ->
                                event instanceof RunEvent.UnitStarted || event instanceof RunEvent.ChainStarting);
                assertThat(run.events(RunEvent.AbortRequested.class)).isNotEmpty();
            }
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void enginesMayDieAgainAndAgain(@ForAll("scenarios") RunScenario scenario, @ForAll("pauses") Duration pause) {
        ScriptedRun run = scenario.run();
        int deaths = 0;
        while (run.events(RunEvent.RunEnded.class).isEmpty()) {
            // Longer and longer: with four units, one that always dies within five events may never come to an end.
            int line = run.journal.size() + 1 + deaths % 5 + deaths / 20;
            run.sink = diesAt(line, deaths % 2 == 0);
            livesThrough(() -> {
                if (run.journal.isEmpty()) {
                    run.begin();
                } else {
                    run.clock.advance(pause);
                    run.resume();
                }
                abortAndDrive(scenario, run);
            });
            deaths++;
        }

        new RunRules(scenario, run).check();
    }

    private static ScriptedRun resumedAt(int line, boolean written, RunScenario scenario, Duration pause) {
        ScriptedRun run = scenario.run();
        run.sink = diesAt(line, written);
        assertThat(livesThrough(() -> play(scenario, run))).isFalse();
        run.sink = (event, journal) -> journal.add(event);
        run.clock.advance(pause);
        run.resume();
        abortAndDrive(scenario, run);
        return run;
    }

    private static boolean livesThrough(Runnable engine) {
        try {
            engine.run();
            return true;
        } catch (EngineDeath death) {
            return false;
        }
    }

    private static Sink diesAt(int line, boolean written) {
        return (event, journal) -> {
            // An engine that dies between a signal and the note of it leaves nobody who could know of the signal.
            boolean writes = written || event instanceof RunEvent.UnitInterrupted;
            if (journal.size() + 1 == line && !writes) {
                throw new EngineDeath();
            }
            journal.add(event);
            if (journal.size() == line && writes) {
                throw new EngineDeath();
            }
        };
    }

    private static void play(RunScenario scenario, ScriptedRun run) {
        run.begin();
        abortAndDrive(scenario, run);
    }

    /** Whoever aborts a run at a time at which no engine lives has bad luck. */
    private static void abortAndDrive(RunScenario scenario, ScriptedRun run) {
        for (RunScenario.Abort abort : scenario.aborts()) {
            if (run.clock.millis(run.clock.instant()) <= abort.millis()) {
                run.driveFor(Duration.ofMillis(abort.millis()));
                abort.ask(run.processor());
            }
        }
        run.drive();
    }

    private static Map<String, UnitState> states(ScriptedRun run) {
        Map<String, UnitState> states = new TreeMap<>();
        run.events(RunEvent.UnitEnded.class).forEach(end -> states.put(end.unit(), end.state()));
        return states;
    }
}
