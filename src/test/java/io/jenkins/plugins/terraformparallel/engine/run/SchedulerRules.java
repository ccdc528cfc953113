package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerDecision.Cause;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules that a scheduler has to keep, written down a second time as a book that is kept of a run: it takes every event
 * and every decision, and fails on one that breaks a rule. It never decides anything itself, so it has no queue and no
 * counter that could share a mistake with the scheduler's.
 */
final class SchedulerRules {

    /** Where a unit is. */
    enum Place {
        QUEUED,
        BLOCKED,
        RUNNING,
        ENDED
    }

    /** What the book says of one unit. */
    static final class Entry {
        final SchedulerUnit unit;
        Place place = Place.QUEUED;
        /** Null until it ended; that of a skipped unit is SKIPPED, or NEEDS_APPLY where that is why. */
        Outcome outcome;

        boolean initEnded;
        boolean applying;
        boolean interrupted;
        /** Whether it alone is to stop. */
        boolean unwanted;

        Entry(SchedulerUnit unit) {
            this.unit = unit;
        }
    }

    private final SchedulerScenario scenario;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean begun;
    private boolean aborted;
    private boolean journalLost;
    private boolean held;
    private boolean finished;

    SchedulerRules(SchedulerScenario scenario) {
        this.scenario = scenario;
        scenario.units().forEach(unit -> entries.put(unit.name(), new Entry(unit)));
    }

    boolean finished() {
        return finished;
    }

    boolean held() {
        return held;
    }

    boolean aborted() {
        return aborted;
    }

    List<Entry> at(Place place) {
        return entries.values().stream().filter(entry -> entry.place == place).toList();
    }

    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** Whether the event can happen to its unit as things stand. */
    boolean makesSense(SchedulerEvent event) {
        if (event instanceof SchedulerEvent.Begun) {
            return !begun;
        } else if (event instanceof SchedulerEvent.Restored restored) {
            return !begun && isAt(Place.QUEUED, restored.unit());
        } else if (event instanceof SchedulerEvent.Blocked blocked) {
            return isAt(Place.RUNNING, blocked.unit());
        } else if (event instanceof SchedulerEvent.Unblocked unblocked) {
            return isAt(Place.BLOCKED, unblocked.unit());
        } else if (event instanceof SchedulerEvent.InitEnded init) {
            return isAt(Place.RUNNING, init.unit()) && !entries.get(init.unit()).initEnded;
        } else if (event instanceof SchedulerEvent.Applying apply) {
            return isAt(Place.RUNNING, apply.unit()) && !entries.get(apply.unit()).applying;
        } else if (event instanceof SchedulerEvent.Ended end) {
            return isAt(Place.RUNNING, end.unit());
        }
        if (event instanceof SchedulerEvent.UnitAborted abort) {
            Entry entry = entries.get(abort.unit());
            return entry != null && entry.place != Place.ENDED && !entry.unwanted;
        } else if (event instanceof SchedulerEvent.Held) {
            return !held;
        } else if (event instanceof SchedulerEvent.Released) {
            return held;
        }
        return event instanceof SchedulerEvent.JournalLost ? !journalLost : !aborted;
    }

    private boolean isAt(Place place, String unit) {
        return entries.containsKey(unit) && entries.get(unit).place == place;
    }

    /** Writes down what happened. */
    void take(SchedulerEvent event) {
        if (!makesSense(event)) {
            return;
        }
        if (event instanceof SchedulerEvent.Begun) {
            begun = true;
        } else if (event instanceof SchedulerEvent.Restored restored) {
            Entry entry = entries.get(restored.unit());
            entry.place = restored.outcome() == null ? Place.RUNNING : Place.ENDED;
            entry.outcome = restored.outcome();
        } else if (event instanceof SchedulerEvent.Blocked blocked) {
            entries.get(blocked.unit()).place = Place.BLOCKED;
            entries.get(blocked.unit()).applying = false;
        } else if (event instanceof SchedulerEvent.Unblocked unblocked) {
            entries.get(unblocked.unit()).place = Place.QUEUED;
        } else if (event instanceof SchedulerEvent.InitEnded init) {
            entries.get(init.unit()).initEnded = true;
        } else if (event instanceof SchedulerEvent.Applying apply) {
            entries.get(apply.unit()).applying = true;
        } else if (event instanceof SchedulerEvent.Ended end) {
            entries.get(end.unit()).place = Place.ENDED;
            entries.get(end.unit()).outcome = end.outcome();
        } else if (event instanceof SchedulerEvent.UnitAborted abort) {
            entries.get(abort.unit()).unwanted = true;
        } else if (event instanceof SchedulerEvent.JournalLost) {
            journalLost = true;
        } else if (event instanceof SchedulerEvent.Held || event instanceof SchedulerEvent.Released) {
            held = event instanceof SchedulerEvent.Held;
        } else {
            aborted = true;
        }
    }

    /** Writes down what was decided, and fails where a rule forbids it. */
    void take(SchedulerDecision decision) {
        assertThat(begun).as("decides nothing before it has begun").isTrue();
        assertThat(finished).as("decides nothing after Finish").isFalse();
        if (decision instanceof SchedulerDecision.Start start) {
            Entry entry = entries.get(start.unit());
            List<Entry> running = at(Place.RUNNING);
            assertThat(whyNothingStarts(running)).as("starts %s", start.unit()).isNull();
            assertThat(whyNotStart(entry, running))
                    .as("starts %s", start.unit())
                    .isNull();
            assertThat(firstThatMayStart()).as("starts in order").isSameAs(entry);
            entry.place = Place.RUNNING;
        } else if (decision instanceof SchedulerDecision.Interrupt interrupt) {
            Entry entry = entries.get(interrupt.unit());
            mayBeInterrupted(entry, interrupt.cause());
            entry.interrupted = true;
        } else if (decision instanceof SchedulerDecision.Skip skip) {
            Entry entry = entries.get(skip.unit());
            assertThat(entry.place)
                    .as("place of %s, which is skipped", skip.unit())
                    .isIn(Place.QUEUED, Place.BLOCKED);
            isToBlame(entry, skip.cause(), skip.because());
            entry.place = Place.ENDED;
            entry.outcome = skip.cause() == Cause.NEEDS_APPLY ? Outcome.NEEDS_APPLY : Outcome.SKIPPED;
        } else {
            assertThat(at(Place.ENDED)).as("units that ended before Finish").hasSameSizeAs(all());
            finished = true;
        }
    }

    /** What holds whenever the scheduler has said all it has to say about an event. */
    void nothingIsLeftToDecide() {
        if (!begun) {
            return;
        }
        Entry startable = firstThatMayStart();
        assertThat(startable == null ? null : startable.unit.name())
                .as("is idle although this unit may start")
                .isNull();
        for (Entry entry : entries.values()) {
            if (entry.place == Place.QUEUED || entry.place == Place.BLOCKED) {
                assertThat(whyNotWait(entry))
                        .as("%s goes on waiting", entry.unit.name())
                        .isNull();
            } else if (entry.place == Place.RUNNING && !entry.interrupted) {
                assertThat(mustBeInterrupted(entry))
                        .as("%s has to be interrupted", entry.unit.name())
                        .isFalse();
            }
        }
        assertThat(finished).as("finished").isEqualTo(at(Place.ENDED).size() == entries.size());
    }

    private Entry firstThatMayStart() {
        List<Entry> running = at(Place.RUNNING);
        if (whyNothingStarts(running) != null) {
            return null;
        }
        return at(Place.QUEUED).stream()
                .filter(entry -> whyNotStart(entry, running) == null)
                .findFirst()
                .orElse(null);
    }

    /** The rule that forbids to start any unit now; null if there is none. */
    private String whyNothingStarts(List<Entry> running) {
        if (stopped()) {
            return "after a stop";
        }
        if (held) {
            return "while held";
        }
        return running.size() >= scenario.slots() ? "without a free slot" : null;
    }

    /** The rule that forbids to start this unit now; null if it may start. */
    private String whyNotStart(Entry entry, List<Entry> running) {
        if (entry.place != Place.QUEUED) {
            return "although it is " + entry.place;
        } else if (entry.unwanted) {
            return "although it was aborted";
        } else if (prerequisites(entry).anyMatch(prerequisite -> prerequisite.outcome != Outcome.SUCCEEDED)) {
            return "before its prerequisites succeeded";
        } else if (running.stream().anyMatch(other -> other.unit.directory().equals(entry.unit.directory()))) {
            return "beside another unit of its directory";
        } else if (!entry.initEnded
                && running.stream().anyMatch(other -> !other.initEnded && initsTakeTurns(entry, other))) {
            return "beside another unit's init";
        }
        return null;
    }

    private boolean initsTakeTurns(Entry one, Entry other) {
        return switch (scenario.inits()) {
            case NONE -> false;
            case ONE_PER_MODULE -> one.unit.module().equals(other.unit.module());
            case ONE_AT_A_TIME -> true;
        };
    }

    /** The rule that forbids that the unit goes on waiting; null if it may start some day. */
    private String whyNotWait(Entry entry) {
        if (stopped()) {
            return "after a stop";
        } else if (entry.unwanted) {
            return "although it was aborted";
        }
        boolean hopeless = prerequisites(entry)
                .anyMatch(prerequisite -> prerequisite.outcome != null && prerequisite.outcome != Outcome.SUCCEEDED);
        return hopeless ? "although a prerequisite didn't succeed" : null;
    }

    private boolean stopped() {
        return aborted || journalLost || failedFast();
    }

    private boolean failedFast() {
        return scenario.failFast() != FailFast.OFF
                && entries.values().stream().anyMatch(entry -> entry.outcome == Outcome.FAILED);
    }

    private boolean mustBeInterrupted(Entry entry) {
        return aborted
                || entry.unwanted
                || failedFast() && (scenario.failFast() == FailFast.INTERRUPT || !entry.applying);
    }

    private void mayBeInterrupted(Entry entry, Cause cause) {
        String name = entry.unit.name();
        assertThat(entry.place).as("place of %s, which is interrupted", name).isEqualTo(Place.RUNNING);
        assertThat(entry.interrupted).as("%s was interrupted before", name).isFalse();
        assertThat(mustBeInterrupted(entry))
                .as("%s has to be interrupted", name)
                .isTrue();
        assertThat(cause)
                .as("cause of the interrupt of %s", name)
                .isEqualTo(aborted || entry.unwanted ? Cause.ABORT : Cause.FAIL_FAST);
    }

    private void isToBlame(Entry entry, Cause cause, String because) {
        String name = entry.unit.name();
        switch (cause) {
            case ABORT -> {
                assertThat(aborted || entry.unwanted)
                        .as("%s is skipped for an abort", name)
                        .isTrue();
                assertThat(because).as("an abort is no unit's fault").isNull();
            }
            case JOURNAL_LOST -> {
                assertThat(journalLost)
                        .as("%s is skipped for a lost journal", name)
                        .isTrue();
                assertThat(because).as("a lost journal is no unit's fault").isNull();
            }
            case FAIL_FAST -> {
                assertThat(failedFast()).as("%s is skipped for failFast", name).isTrue();
                assertThat(entries.get(because).outcome).as(because).isEqualTo(Outcome.FAILED);
            }
            case PREREQUISITE -> {
                assertThat(entry.unit.prerequisites())
                        .as("prerequisites of " + name)
                        .contains(because);
                assertThat(entries.get(because).outcome)
                        .as(because)
                        .isIn(Outcome.FAILED, Outcome.ABORTED, Outcome.SKIPPED);
            }
            case NEEDS_APPLY -> {
                assertThat(entry.unit.prerequisites())
                        .as("prerequisites of " + name)
                        .contains(because);
                assertThat(entries.get(because).outcome).as(because).isEqualTo(Outcome.NEEDS_APPLY);
            }
            default -> fail("unknown cause " + cause);
        }
    }

    private Stream<Entry> prerequisites(Entry entry) {
        return entry.unit.prerequisites().stream().map(entries::get);
    }

    /** Everything that a journal of this run would tell the scheduler of a resumed one, unit by unit. */
    List<List<SchedulerEvent>> restored() {
        List<List<SchedulerEvent>> restored = new ArrayList<>();
        for (Entry entry : entries.values()) {
            String name = entry.unit.name();
            List<SchedulerEvent> events = new ArrayList<>();
            if (entry.place == Place.ENDED || entry.place == Place.RUNNING) {
                events.add(new SchedulerEvent.Restored(name, entry.outcome));
            }
            if (entry.place == Place.RUNNING && entry.initEnded) {
                events.add(new SchedulerEvent.InitEnded(name));
            }
            if (entry.place == Place.RUNNING && entry.applying) {
                events.add(new SchedulerEvent.Applying(name));
            }
            if (entry.unwanted) {
                events.add(new SchedulerEvent.UnitAborted(name));
            }
            restored.add(events);
        }
        return restored;
    }
}
