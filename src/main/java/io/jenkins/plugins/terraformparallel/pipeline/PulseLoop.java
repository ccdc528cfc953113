package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Calls one piece of work again and again on a shared pool, never twice at once: after the time that it asks for, or at once
 * when somebody wakes it. Between two calls it costs no thread. Thread-safe.
 */
final class PulseLoop {

    private static final Logger LOGGER = Logger.getLogger(PulseLoop.class.getName());

    /** The work: returns how long to wait before the next call; null when there is nothing more to do. */
    @FunctionalInterface
    interface Work {
        @CheckForNull
        Duration pulse();
    }

    private final ScheduledExecutorService pool;
    private final Work work;

    // Guarded by this
    @CheckForNull
    private ScheduledFuture<?> next;

    private boolean running;
    private boolean again;
    private boolean over;

    PulseLoop(ScheduledExecutorService pool, Work work) {
        this.pool = pool;
        this.work = work;
    }

    /** The work is called soon, also where it runs at the moment. */
    synchronized void wake() {
        if (running) {
            again = true;
        } else if (!over && (next == null || next.cancel(false) || next.isDone())) {
            schedule(Duration.ZERO);
        }
    }

    private synchronized void schedule(Duration delay) {
        try {
            next = pool.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The controller shuts down: whoever starts it again goes on from the journal.
            over = true;
        }
    }

    private void run() {
        synchronized (this) {
            if (running || over) {
                return;
            }
            running = true;
            again = false;
        }
        Duration delay = Duration.ofSeconds(1);
        try {
            delay = work.pulse();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.SEVERE, "a run can't be driven; it is tried again", e);
        }
        synchronized (this) {
            running = false;
            next = null;
            if (delay == null) {
                over = true;
            } else {
                schedule(again ? Duration.ZERO : delay);
            }
        }
    }
}
