package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerRules.Entry;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerRules.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays a run by chance, without terraform and without time: it tells a scheduler what could happen next, does what it
 * decides, and holds every step against the {@link SchedulerRules}.
 */
final class SchedulerSimulator {

    /** An event and what the scheduler made of it. */
    record Step(SchedulerEvent event, boolean makesSense, List<SchedulerDecision> decisions) {}

    private final SchedulerScenario scenario;
    private final Random random;
    private final Scheduler scheduler;
    private final SchedulerRules rules;
    private final List<Step> steps = new ArrayList<>();

    SchedulerSimulator(SchedulerScenario scenario) {
        this(scenario, new Random(scenario.seed()));
    }

    private SchedulerSimulator(SchedulerScenario scenario, Random random) {
        this.scenario = scenario;
        this.random = random;
        this.scheduler = scenario.scheduler();
        this.rules = new SchedulerRules(scenario);
    }

    /** Plays until the scheduler has finished, and a bit further: late events must change nothing. */
    List<Step> play() {
        tell(new SchedulerEvent.Begun());
        while (!rules.finished()) {
            tell(next());
        }
        for (int late = 0; late < 5; late++) {
            tell(any());
        }
        return List.copyOf(steps);
    }

    /**
     * Kills the engine of this run, which was played to its end, somewhere on the way: the result is a second one that
     * knows what the journal says up to there, and has yet to be played.
     */
    SchedulerSimulator resumed() {
        SchedulerRules journal = journalUpTo(random.nextInt(
                steps.stream().mapToInt(step -> 1 + step.decisions.size()).sum()));
        List<List<SchedulerEvent>> restored = new ArrayList<>(journal.restored());
        if (journal.aborted() && random.nextBoolean()) {
            restored.add(List.of(new SchedulerEvent.Aborted()));
        }
        if (chance(scenario.trouble().held())) {
            restored.add(List.of(new SchedulerEvent.Held()));
        }
        Collections.shuffle(restored, random);

        SchedulerSimulator second = new SchedulerSimulator(scenario, random);
        for (List<SchedulerEvent> events : restored) {
            events.forEach(second::tell);
            if (chance(scenario.trouble().nonsense())) {
                events.stream().limit(1).forEach(second::tell);
            }
        }
        return second;
    }

    /** Reads so many events and decisions; the last event's decisions may be cut off. */
    private SchedulerRules journalUpTo(int length) {
        SchedulerRules journal = new SchedulerRules(scenario);
        int left = length;
        for (Step step : steps) {
            if (left == 0) {
                break;
            }
            journal.take(step.event);
            step.decisions.stream().limit(left - 1L).forEach(journal::take);
            left = Math.max(0, left - 1 - step.decisions.size());
        }
        return journal;
    }

    private void tell(SchedulerEvent event) {
        boolean makesSense = rules.makesSense(event);
        List<SchedulerDecision> decisions = scheduler.on(event);
        steps.add(new Step(event, makesSense, decisions));
        try {
            rules.take(event);
            decisions.forEach(rules::take);
            rules.nothingIsLeftToDecide();
            assertThat(scheduler.running())
                    .as("running")
                    .isEqualTo(rules.at(Place.RUNNING).size());
            if (!makesSense) {
                assertThat(decisions).as("made of an event that makes no sense").isEmpty();
            }
        } catch (AssertionError broken) {
            throw new AssertionError(broken.getMessage() + "\nafter\n" + history() + "\nin " + scenario, broken);
        }
    }

    private String history() {
        return steps.stream().map(step -> step.event + " -> " + step.decisions).collect(Collectors.joining("\n"));
    }

    private SchedulerEvent next() {
        if (chance(scenario.trouble().nonsense())) {
            return Stream.generate(this::any)
                    .filter(event -> !rules.makesSense(event))
                    .findFirst()
                    .orElseThrow();
        } else if (chance(scenario.trouble().aborted())) {
            return switch (random.nextInt(4)) {
                case 0 -> new SchedulerEvent.Aborted();
                case 1 -> new SchedulerEvent.JournalLost();
                default ->
                    new SchedulerEvent.UnitAborted(oneOf(rules.all()).unit.name());
            };
        }
        List<Entry> started = Stream.concat(rules.at(Place.RUNNING).stream(), rules.at(Place.BLOCKED).stream())
                .toList();
        // Where all that was started has ended, nothing else can happen any more.
        if (rules.held() && (started.isEmpty() || chance(20))) {
            return new SchedulerEvent.Released();
        } else if (!rules.held() && chance(scenario.trouble().held())) {
            return new SchedulerEvent.Held();
        }
        Entry entry = oneOf(started);
        String unit = entry.unit.name();
        if (entry.place == Place.BLOCKED) {
            return new SchedulerEvent.Unblocked(unit);
        } else if (chance(scenario.trouble().blocked())) {
            return new SchedulerEvent.Blocked(unit);
        } else if (!entry.initEnded && chance(70)) {
            return new SchedulerEvent.InitEnded(unit);
        } else if (entry.initEnded && !entry.applying && chance(60)) {
            return new SchedulerEvent.Applying(unit);
        }
        return new SchedulerEvent.Ended(unit, outcome(entry));
    }

    private Outcome outcome(Entry entry) {
        if (entry.interrupted) {
            return oneOf(List.of(Outcome.ABORTED, Outcome.ABORTED, Outcome.SUCCEEDED, Outcome.FAILED));
        } else if (chance(scenario.trouble().failed())) {
            return oneOf(List.of(Outcome.FAILED, Outcome.FAILED, Outcome.ABORTED, Outcome.SKIPPED));
        }
        return chance(scenario.trouble().needsApply()) ? Outcome.NEEDS_APPLY : Outcome.SUCCEEDED;
    }

    /** Any event for any unit, also for one that there isn't. */
    private SchedulerEvent any() {
        String unit = chance(5) ? "nobody" : oneOf(rules.all()).unit.name();
        return switch (random.nextInt(13)) {
            case 0 -> new SchedulerEvent.Begun();
            case 1 -> new SchedulerEvent.Restored(unit, null);
            case 2 -> new SchedulerEvent.Restored(unit, oneOf(List.of(Outcome.values())));
            case 3 -> new SchedulerEvent.Blocked(unit);
            case 4 -> new SchedulerEvent.Unblocked(unit);
            case 5 -> new SchedulerEvent.InitEnded(unit);
            case 6 -> new SchedulerEvent.Applying(unit);
            case 7 -> new SchedulerEvent.Ended(unit, oneOf(List.of(Outcome.values())));
            case 8 -> new SchedulerEvent.JournalLost();
            case 9 -> new SchedulerEvent.Held();
            case 10 -> new SchedulerEvent.Released();
            case 11 -> new SchedulerEvent.UnitAborted(unit);
            default -> new SchedulerEvent.Aborted();
        };
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T oneOf(List<T> list) {
        assertThat(list).as("what could happen next").isNotEmpty();
        return list.get(random.nextInt(list.size()));
    }
}
