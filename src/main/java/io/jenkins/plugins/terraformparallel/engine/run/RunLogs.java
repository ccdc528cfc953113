package io.jenkins.plugins.terraformparallel.engine.run;

import java.io.IOException;

/**
 * What is kept of the units' output, masked: a log and at most two diffs a unit, in the run's directory. Not thread-safe:
 * the run's driver writes.
 */
public interface RunLogs {

    /**
     * Appends to a unit's log.
     *
     * @param text whole lines, each with its line feed, or a piece of a very long one
     */
    void append(String unitKey, String text) throws IOException;

    /** How many bytes a unit's log has. */
    long length(String unitKey) throws IOException;

    /** Cuts a unit's log to so many bytes: what came later is read again. */
    void truncate(String unitKey, long bytes) throws IOException;

    /** Begins a diff, in place of what there is. */
    void beginDiff(String unitKey, DiffKind kind) throws IOException;

    /** Appends to a diff; as {@link #append}. */
    void appendDiff(String unitKey, DiffKind kind, String text) throws IOException;

    /** The path of a log, relative to the run's directory. */
    String logPath(String unitKey);

    /** The path of a diff, likewise. */
    String diffPath(String unitKey, DiffKind kind);

    /** The text of a diff, at most so many characters of it. */
    String diff(String unitKey, DiffKind kind, int limit) throws IOException;

    /** The unit won't write for now: its files are closed. */
    void close(String unitKey) throws IOException;

    /** Which plan a diff shows. */
    enum DiffKind {
        PLAN,
        /** The one that was made again because a dependency's outputs had changed. */
        REPLANNED
    }
}
