package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.util.List;

/**
 * The machine on which terraform runs, seen through the files of one run's processes. Started processes belong to nobody:
 * they go on when the engine dies, and a later engine finds them by their names.
 *
 * <p>No method waits for a process. Not thread-safe: one driver calls it, aside from {@link #onChange}'s callback.
 */
public interface ProcessHost {

    /** The absolute path of this run's private directory (mode 0700) on that machine. */
    String directory();

    /**
     * Launches a chain. Starting one whose files exist already starts nothing: a process is never started twice.
     *
     * @throws IOException where it couldn't be launched; then none of its processes was started
     */
    void start(Chain chain) throws IOException;

    /** States and new output of several processes at once, in the order asked. */
    List<ProcessProgress> poll(List<ProcessQuery> queries) throws IOException;

    /** From now on the chain starts no further process; what runs goes on. Idempotent; also for a chain never started. */
    void stopChain(String unit, int chain) throws IOException;

    /**
     * Sends one SIGTERM to terraform's own process and to no other; never a second, whichever engine asks.
     *
     * @return whether it was sent, now or before; false where the process isn't known yet, has ended or isn't the one it
     *     was
     */
    boolean interrupt(ProcessId id) throws IOException;

    /** All living processes that carry the marker of any process of this unit, terraform's own included. */
    List<FoundProcess> find(String unit) throws IOException;

    /** Sends a signal to a process if it still is the one that was found: SIGKILL or SIGTERM. */
    void signal(FoundProcess process, boolean kill) throws IOException;

    /** Deletes the files of a process that is over, its raw output among them. Idempotent. */
    void discard(ProcessId id) throws IOException;

    /** Deletes a chain's own files once all its processes are over. Idempotent. */
    void discardChain(String unit, int chain) throws IOException;

    /** Registers what is called, on any thread, when a process may have ended; a hint that saves waiting, no promise. */
    void onChange(Runnable callback);
}
