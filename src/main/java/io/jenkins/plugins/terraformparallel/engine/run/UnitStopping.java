package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.LeftProcess;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a unit's terraform is stopped: one signal, the grace period, then the end of all its processes, and at last of what
 * they left behind. Not thread-safe.
 */
final class UnitStopping {

    /** A killed process that doesn't go away is given up after that, so that the run ends. */
    private static final Duration GIVE_UP_KILLING = Duration.ofSeconds(20);

    private final Unit unit;
    private final RunResources resources;
    private final Duration gracePeriod;
    private final Set<Long> ownPids = new HashSet<>();
    /** What was killed together with terraform, by pid: its command. */
    private final Map<Long, String> killedOthers = new LinkedHashMap<>();

    // Mutable state
    private Interruption interruption;
    /** The chain that the host has yet to be told to start nothing more; null if none. */
    private Chain toStop;
    /** Whether the process that is being read got its signal. */
    private boolean signalled;
    /** Whether any process of the last chain got one. */
    private boolean anySignalled;
    /** Whether somebody didn't want to wait for the end of the grace period. */
    private boolean hurried;

    private Instant killedAt;
    private LeftBehind leftBehind;
    private boolean abandoned;

    UnitStopping(Unit unit, RunResources resources, Duration gracePeriod) {
        this.unit = unit;
        this.resources = resources;
        this.gracePeriod = gracePeriod;
    }

    /** Why it is to stop; null while it isn't. Only the first reason counts. */
    @CheckForNull
    Interruption interruption() {
        return interruption;
    }

    void want(Interruption wanted) {
        interruption = wanted;
    }

    /** It came to its own end before anything was done about it. */
    void forget() {
        interruption = null;
    }

    /** Takes over from an earlier engine. */
    void resume(@CheckForNull Interruption wanted, boolean anySignal) {
        interruption = wanted;
        anySignalled = anySignal;
    }

    /** Whether any of its processes was signalled or killed. */
    boolean isTouched() {
        return anySignalled || killedAt != null;
    }

    /** Doesn't wait any longer. */
    void killNow(Instant now) {
        if (interruption != null && now.isBefore(interruption.killAt())) {
            hurried = true;
            interruption = interruption.killedAt(now);
        }
    }

    /** That it was killed and why, in words; null if it wasn't. */
    @CheckForNull
    String killReason() {
        if (killedAt == null) {
            return null;
        }
        if (abandoned) {
            return "could not be killed, it may still be running";
        }
        return hurried
                ? "killed before the end of its grace period, as asked"
                : "killed, because it didn't end within the grace period";
    }

    /** Whether a process couldn't be ended, not even by SIGKILL. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** Another chain is next. */
    void nextChain() {
        toStop = null;
        anySignalled = false;
    }

    /** The chain is to start nothing more; takes effect with the next {@link #look}. */
    void stopChain(Chain chain) {
        toStop = chain;
    }

    /** Another process is next. */
    void nextProcess(boolean alreadySignalled) {
        signalled = alreadySignalled;
    }

    /** Takes note of how the process is, and does what is due: tried again next time where the host can't do it now. */
    void look(ProcessId process, ProcessState state, Instant now) throws IOException {
        try {
            if (toStop != null) {
                resources.host().stopChain(toStop.unit(), toStop.number());
                toStop = null;
            }
        } finally {
            signal(process, state, now);
        }
    }

    private void signal(ProcessId process, ProcessState state, Instant now) throws IOException {
        if (!(state instanceof ProcessState.Running running)) {
            return;
        }
        ownPids.add(running.pid());
        // One signal for each process, never a second: terraform takes that for "now", and may lose its state.
        if (interruption != null && !signalled) {
            signalled = resources.host().interrupt(process);
            if (signalled) {
                anySignalled = true;
                grantGrace(now);
                resources.events().accept(new RunEvent.UnitInterrupted(now, unit.name(), interruption.why()));
            }
        }
    }

    /** Counted from the signal, which comes later than the wish where the host couldn't be reached. */
    private void grantGrace(Instant signalledAt) {
        Instant until = signalledAt.plus(gracePeriod);
        if (!hurried && interruption.killAt().isBefore(until)) {
            interruption = interruption.killedAt(until);
        }
    }

    /**
     * Kills all processes, if the grace period is over.
     *
     * @return whether even that didn't help, so that nothing more can be done
     */
    boolean killIfDue(Instant now) throws IOException {
        if (interruption == null || now.isBefore(interruption.killAt())) {
            return false;
        }
        if (killedAt == null) {
            killedAt = now;
            resources.events().accept(new RunEvent.UnitKilled(now, unit.name(), interruption.why()));
        }
        boolean giveUp = !now.isBefore(killedAt.plus(GIVE_UP_KILLING));
        try {
            for (FoundProcess process : resources.host().find(unit.key())) {
                if (!ownPids.contains(process.pid())) {
                    killedOthers.putIfAbsent(process.pid(), process.command());
                }
                resources.host().signal(process, true);
            }
        } catch (IOException e) {
            if (!giveUp) {
                throw e;
            }
        }
        abandoned = giveUp;
        return abandoned;
    }

    /** Its own processes are over: from now on what they left behind is looked for. */
    void sweepFromNowOn() {
        leftBehind = new LeftBehind(resources.host(), unit.key(), resources.masker(), ownPids);
    }

    boolean isSweeping() {
        return leftBehind != null;
    }

    /** Ends what was left behind; returns whether nothing is left, or nothing more can be done. */
    boolean sweep(Instant now) throws IOException {
        if (leftBehind == null) {
            return true;
        }
        boolean done = leftBehind.sweep(now);
        abandoned |= done && leftBehind.processes().stream().anyMatch(process -> !process.ended());
        return done;
    }

    /** What was left behind, or had to be killed together with terraform. */
    List<LeftProcess> left() {
        List<LeftProcess> left = new ArrayList<>(leftBehind == null ? List.of() : leftBehind.processes());
        killedOthers.forEach((pid, command) -> {
            if (left.stream().noneMatch(process -> process.pid() == pid)) {
                left.add(new LeftProcess(pid, resources.masker().apply(command), !abandoned));
            }
        });
        return left;
    }
}
