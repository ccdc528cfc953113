package io.jenkins.plugins.terraformparallel.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** A process that was started in a {@link ScriptedHost}. */
final class ScriptedProcess {

    static final int KILLED = 137;
    private static final String INTERRUPTED =
            "\n{\"@level\":\"info\",\"@message\":\"Stopping operation...\",\"type\":\"log\"}\n";

    final ProcessId id;
    final ProcessSpec spec;
    final long pid;
    final Instant startedAt;

    // Mutable state
    private byte[] stdout;
    private final ProcessScript script;
    Instant endsAt;
    int exitCode;
    int signals;
    Instant signalledAt;
    Instant killedAt;
    boolean discarded;

    ScriptedProcess(ProcessId id, ProcessSpec spec, long pid, Instant startedAt, ProcessScript script) {
        this.id = id;
        this.spec = spec;
        this.pid = pid;
        this.startedAt = startedAt;
        this.script = script;
        this.stdout = script.stdout();
        this.exitCode = script.exitCode();
        this.endsAt = startedAt.plus(script.takes());
    }

    boolean isRunning(Instant now) {
        return now.isBefore(endsAt);
    }

    boolean isLost() {
        return script.fate() == ProcessScript.Fate.LOST && killedAt == null;
    }

    /** Whether the chain may go on after it. */
    boolean continues() {
        return !isLost() && spec.continueAfter().contains(exitCode);
    }

    void terminate(Instant now) {
        signals++;
        signalledAt = now;
        if (script.obeysAfter() != null) {
            Instant obeys = now.plus(script.obeysAfter());
            if (obeys.isBefore(endsAt)) {
                byte[] soFar = visible(now);
                byte[] last = INTERRUPTED.getBytes(UTF_8);
                stdout = Arrays.copyOf(soFar, soFar.length + last.length);
                System.arraycopy(last, 0, stdout, soFar.length, last.length);
                endsAt = obeys;
                exitCode = 1;
            }
        }
    }

    void kill(Instant now) {
        stdout = visible(now);
        killedAt = now;
        endsAt = now;
        exitCode = KILLED;
    }

    ProcessState state(Instant now) {
        if (isRunning(now)) {
            return new ProcessState.Running(pid, startedAt);
        }
        return isLost() ? new ProcessState.Lost() : new ProcessState.Ended(exitCode, startedAt, endsAt);
    }

    /** What it has printed by now, cut anywhere while it runs. */
    byte[] visible(Instant now) {
        if (!isRunning(now)) {
            return stdout;
        }
        long all = Math.max(1, Duration.between(startedAt, endsAt).toMillis());
        long by = Duration.between(startedAt, now).toMillis();
        return Arrays.copyOf(stdout, (int) (stdout.length * by / all));
    }

    byte[] stdout() {
        return stdout;
    }
}
