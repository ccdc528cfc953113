package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.agent.HostGoneException;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.run.RunClosing;
import io.jenkins.plugins.terraformparallel.results.LiveRun;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Drives one run, in short pulses on a shared pool, from its first look at the node's files to the answer that its step
 * gets. It belongs to the controller and not to the step: where Jenkins ends the step by force, or can't resume its build, the
 * same driver goes on, aborted, until terraform has ended or its grace period is over. Where the node can't be reached it
 * throws its engine away and makes another one from the journal later, exactly as after a restart of the controller.
 *
 * <p>One pulse at a time; {@link #stop}, what pages ask for, {@link #attach}, {@link #report}, {@link #wake} and {@link #status}
 * on any thread.
 */
final class RunDriver implements LiveRun {

    private static final Logger LOGGER = Logger.getLogger(RunDriver.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(20);
    /** An engine that fails is made anew from the journal; one that fails so often in a row won't get better. */
    private static final int MOST_FAULTS = 10;

    private final RunDrivers drivers;
    private final LocalRunFolder folder;
    private final RunEngines engines;
    private final PulseLoop loop;
    private final Pace pace = new Pace();
    /** Not finer than the journal, so that whoever reads that later comes to the same durations. */
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    private final WaitingStep step;
    private final RunWishes wishes;
    private final RunVoice voice;
    private final EngineSeat seat;

    // Mutable state, read by any thread
    private volatile String status = "not begun yet";
    /** Null before the first pulse. */
    private volatile RunJournalFile journal;
    /** Null before there was an engine. */
    private volatile Duration gracePeriod;

    // Mutable state of the pulses
    /** When the node was lost; null while it can be reached. */
    private Instant goneSince;
    /** How often in a row an engine failed as none should. */
    private int faults;

    /**
     * @param step waits for the run; null where none does
     * @param arguments the step's; null where they aren't known
     * @param open what is remembered of the run; null where it may not have begun
     */
    RunDriver(
            RunDrivers drivers,
            Run<?, ?> build,
            String flowNode,
            @CheckForNull StepLink step,
            @CheckForNull Map<String, Object> arguments,
            @CheckForNull OpenRun open) {
        this.drivers = drivers;
        this.folder = new LocalRunFolder(build, flowNode);
        this.step = new WaitingStep(step, arguments);
        this.engines = new RunEngines(drivers, folder, open, this.step::link, this::output, clock, this::wake);
        this.wishes = new RunWishes(this.step);
        this.voice = new RunVoice(folder, this.step, this::request);
        this.seat = new EngineSeat(drivers, engines, this.step, wishes, voice, clock, this::wake);
        this.loop = new PulseLoop(drivers.pool(), this::pulse);
    }

    /** Something happened that it should look at soon. */
    void wake() {
        loop.wake();
    }

    /** The step is back after a restart. */
    void attach(StepLink link, Map<String, Object> given) {
        step.attach(link, given);
        wake();
    }

    /** The step is interrupted. Returns at once; the step is answered when the run has ended. */
    void stop(Throwable cause) {
        wishes.stop(cause);
        wake();
    }

    @Override
    public void abort(String cause, boolean person) {
        wishes.abort(cause, person);
        wake();
    }

    @Override
    public void abortUnit(String unit, String cause) {
        wishes.abortUnit(unit, cause);
        wake();
    }

    @Override
    public void killUnit(String unit, String cause) {
        wishes.killUnit(unit, cause);
        wake();
    }

    @Override
    public void kill(String cause) {
        wishes.kill(cause);
        wake();
    }

    @Override
    public Optional<Duration> gracePeriod() {
        return Optional.ofNullable(gracePeriod);
    }

    /** In one line what runs, waits and has failed. */
    String status() {
        return status;
    }

    @Override
    public Optional<RunReport> report() {
        RunJournalFile current = journal;
        return current == null ? Optional.empty() : current.report();
    }

    @CheckForNull
    private Duration pulse() {
        if (Jenkins.get().isTerminating()) {
            // Nothing is decided any more: whoever starts the controller again goes on from the journal.
            return RETRY;
        }
        if (step.wasEndedByForce()) {
            voice.fallSilent();
            wishes.endedByForce();
        }
        try {
            return look();
        } catch (HostGoneException e) {
            return withoutNode(e);
        } catch (RequestException e) {
            return refuse(e.getMessage());
        } catch (IOException e) {
            return trouble(e);
        } catch (RuntimeException e) {
            return fault(e);
        }
    }

    @CheckForNull
    private Duration look() throws RequestException, IOException {
        if (journal == null) {
            journal = new RunJournalFile(folder, this::show);
            // An abort outlives the controller that was asked for it.
            journal.abortedBy().ifPresent(wishes::interrupted);
        }
        if (!journal.hasEnded() && seat.isEmpty()) {
            if (!journal.hasBegun() && (step.link() == null || step.arguments() == null || wishes.isStopWanted())) {
                return refuse("it was aborted before anything was started");
            }
            status = journal.hasBegun() ? status : "reading the request";
            seat.take(journal);
            if (seat.isEmpty()) {
                String waitsFor = engines.waitsFor();
                status = "waiting for " + (waitsFor == null ? "terraform's version" : waitsFor);
                return waitsFor == null ? SOON : RETRY;
            }
        }
        Duration pause = journal.hasEnded() ? Duration.ZERO : drive();
        return journal.hasEnded() ? finish() : pace.next(pause, seat.tellsEnds());
    }

    private Duration drive() throws IOException {
        gracePeriod = seat.gracePeriod();
        Duration pause = seat.pulse();
        status = seat.status();
        faults = 0;
        if (goneSince != null) {
            goneSince = null;
            voice.say("It can be reached again: the run goes on.");
        }
        return pause;
    }

    private void show(RunEvent event) {
        pace.active();
        voice.event(event);
    }

    private void output(String unit, String text) {
        pace.active();
        voice.output(unit, text);
    }

    @CheckForNull
    private RunRequest request() {
        StepLink link = step.link();
        return link == null ? null : engines.request(link, step.arguments());
    }

    /** The engine is as good as killed; another one is made when the node is back. */
    @CheckForNull
    private Duration withoutNode(HostGoneException gone) {
        seat.leave(journal);
        NodeConnection node = engines.node();
        status = "waiting for " + (node == null ? "its node" : node.words()) + ": " + gone.getMessage();
        LOGGER.log(Level.FINE, gone, () -> "run " + engines.id() + " waits for its node");
        Instant now = clock.instant();
        if (goneSince == null) {
            goneSince = now;
            if (journal.hasBegun()) {
                voice.say((node == null ? "The node" : node.words())
                        + " can't be reached. Its terraform goes on; waiting up to "
                        + drivers.agentTimeout().toMinutes() + " min for it.");
            }
        }
        LostNode lost = LostNode.of(node, goneSince, now, drivers.agentTimeout());
        if (lost == null) {
            return RETRY;
        }
        step.interrupted(lost.interruption());
        return close(lost.reason());
    }

    /** A fault of this program: whatever the engine was doing, the journal is right. */
    @CheckForNull
    private Duration fault(RuntimeException e) {
        LOGGER.log(Level.SEVERE, e, () -> "run " + engines.id() + " of " + folder.build() + " failed internally");
        seat.leave(journal);
        faults++;
        return faults < MOST_FAULTS
                ? RETRY.multipliedBy(faults)
                : close("the run failed internally (" + e + ", see the controller's log)");
    }

    /** Nobody can look after the run's processes any more. */
    @CheckForNull
    private Duration close(String reason) {
        try {
            if (journal == null || !journal.hasBegun()) {
                return refuse(reason);
            }
            for (RunEvent event : RunClosing.events(journal.events(), reason, clock.instant())) {
                journal.add(event);
            }
            return finish();
        } catch (IOException e) {
            return trouble(e);
        }
    }

    @CheckForNull
    private Duration trouble(IOException e) {
        seat.leave(journal);
        if (journal != null && journal.hasBegun() && folder.isBuildThere()) {
            LOGGER.log(Level.WARNING, e, () -> "run " + engines.id() + " of " + folder.build() + " can't go on now");
            status = "waiting, because of " + e.getMessage();
            return RETRY.multipliedBy(5);
        }
        return refuse("it can't be started: " + e.getMessage());
    }

    /** Nothing was started, and nothing will be. */
    @CheckForNull
    private Duration refuse(String why) {
        seat.leave(journal);
        drivers.closed(folder, engines.id());
        step.fail(engines.masked(why));
        return null;
    }

    /** The journal has its end. */
    @CheckForNull
    private Duration finish() {
        seat.discardRun();
        seat.leave(journal);
        journal.pack();
        voice.end();
        status = "done";
        step.answer(journal.report().orElse(null), request(), folder);
        drivers.closed(folder, engines.id());
        return null;
    }
}
