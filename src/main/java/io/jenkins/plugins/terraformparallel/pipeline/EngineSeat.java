package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.agent.HostGoneException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where a run has its engine: empty before it has begun and while its node can't be reached, taken by another one made from
 * the journal afterwards. Not thread-safe: the run's driver.
 */
final class EngineSeat {

    private static final Logger LOGGER = Logger.getLogger(EngineSeat.class.getName());

    private final RunDrivers drivers;
    private final RunEngines engines;
    private final WaitingStep step;
    private final RunWishes wishes;
    private final RunVoice voice;
    private final Clock clock;
    private final Runnable wake;

    // Mutable state
    /** Null while the seat is empty. */
    private RunEngine engine;
    /** Why no new unit starts; null while they do. */
    private String held;

    /** @param wake called on any thread when the engine should be driven soon */
    EngineSeat(
            RunDrivers drivers,
            RunEngines engines,
            WaitingStep step,
            RunWishes wishes,
            RunVoice voice,
            Clock clock,
            Runnable wake) {
        this.drivers = drivers;
        this.engines = engines;
        this.step = step;
        this.wishes = wishes;
        this.voice = voice;
        this.clock = clock;
        this.wake = wake;
    }

    boolean isEmpty() {
        return engine == null;
    }

    /** Makes an engine, unless it is too early for that. */
    void take(RunJournalFile journal) throws RequestException, IOException {
        held = null;
        if (journal.hasBegun()) {
            voice.goOn(journal);
            // Aborts come before everything else: whoever goes on then starts nothing.
            wishes.tell(journal, clock);
            engine = engines.again(step.link(), step.arguments(), journal);
        } else {
            engine = engines.begin(step.link(), step.arguments(), journal);
        }
        if (engine != null) {
            engine.ports().host().onChange(wake);
        }
    }

    /**
     * Does everything that can be done now.
     *
     * @return see {@link io.jenkins.plugins.terraformparallel.engine.run.ParallelProcessor#pulse}
     */
    Duration pulse() throws IOException {
        engines.noticeRename();
        wishes.tell(engine.processor());
        hold();
        return engine.processor().pulse();
    }

    /** While Jenkins is about to shut down, or somebody has paused the build, no new unit starts. */
    private void hold() {
        String reason = step.reasonToHold();
        if (!Objects.equals(reason, held)) {
            held = reason;
            if (reason == null) {
                engine.processor().release();
            } else {
                engine.processor().hold(reason);
            }
        }
    }

    /** In one line what runs, waits and has failed. */
    String status() {
        return engine.processor().status();
    }

    /** How long an interrupted terraform gets before it is killed. */
    Duration gracePeriod() {
        return engine.processor().gracePeriod();
    }

    /** Whether the node tells when something ends. */
    boolean tellsEnds() {
        return engine.ports().tellsEnds();
    }

    /** The run is over: deletes what it has on its node. */
    void discardRun() {
        if (engine == null) {
            return;
        }
        try {
            engine.ports().discardRun();
        } catch (HostGoneException | IOException e) {
            LOGGER.log(Level.FINE, e, () -> "what run " + engines.id() + " left on its node goes with the next one");
        }
    }

    /** The engine is as good as killed. */
    void leave(@CheckForNull RunJournalFile journal) {
        engines.startAgain();
        drivers.places().pause(engines.id());
        if (engine != null) {
            engine.drop();
            engine = null;
        }
        try {
            if (journal != null) {
                journal.close();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the journal of run " + engines.id() + " can't be closed");
        }
    }
}
