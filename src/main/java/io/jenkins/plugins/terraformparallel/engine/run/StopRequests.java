package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.run.AbortRequests.Effect;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Who wants the run, or one of its units, to stop: asked from any thread by {@link #abort}, {@link #abortUnit},
 * {@link #kill} and {@link #killUnit}; the rest is the driver's.
 */
final class StopRequests {

    /**
     * @param unit that alone is to stop; null where the run is
     * @param kill whether what an earlier request waits for is to be killed
     */
    record StopRequest(@CheckForNull String unit, String cause, boolean person, boolean kill) {}

    private final Queue<StopRequest> requests = new ConcurrentLinkedQueue<>();

    // Mutable state
    private final AbortRequests run = new AbortRequests();

    private final UnitAborts units = new UnitAborts();
    private String runCause = "";

    void abort(String cause, boolean person) {
        requests.add(new StopRequest(null, cause, person, false));
    }

    void abortUnit(String unit, String cause) {
        requests.add(new StopRequest(unit, cause, true, false));
    }

    void killUnit(String unit, String cause) {
        requests.add(new StopRequest(unit, cause, true, true));
    }

    void kill(String cause) {
        requests.add(new StopRequest(null, cause, true, true));
    }

    /** What was asked for next; null where nothing is left. */
    @CheckForNull
    StopRequest next() {
        return requests.poll();
    }

    /** What a request asks for, given the earlier ones. */
    Effect effect(StopRequest request, Instant now) {
        if (request.unit() != null) {
            return request.kill()
                    ? units.kill(request.unit(), request.cause(), now)
                    : units.request(request.unit(), request.cause(), now);
        }
        Effect effect = request.kill() ? run.kill(now) : run.request(request.person(), now);
        if (effect == Effect.INTERRUPT) {
            runCause = request.cause();
        }
        return effect;
    }

    /** What an earlier engine was asked for; who it was, isn't known any more. */
    void restore(String cause, Instant now) {
        run.request(false, now);
        runCause = cause;
    }

    /** The same of one unit. */
    void restoreUnit(String unit, String cause, Instant now) {
        units.request(unit, cause, now);
    }

    /** Who or what wants that unit to stop, alone or with the whole run; empty where nobody does. */
    String cause(String unit) {
        String alone = unitCause(unit);
        return alone == null ? runCause : alone;
    }

    /** Who or what wants the run to stop; empty where nobody does. */
    String runCause() {
        return runCause;
    }

    /** Who or what wants that unit alone to stop; null where nobody does. */
    @CheckForNull
    String unitCause(String unit) {
        return units.cause(unit);
    }
}
