package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.Serializable;
import java.time.Instant;

/** What is known of a process from its directory. */
public sealed interface ProcessState extends Serializable {

    /** No directory: it was never started. With {@code chainLives} it still may be. */
    record Never(boolean chainLives) implements ProcessState {}

    /** Its directory exists, its pid isn't known yet. */
    record Starting() implements ProcessState {}

    /** It runs. */
    record Running(long pid, Instant startedAt) implements ProcessState {}

    /**
     * It ended.
     *
     * @param exitCode as the shell reports it: 128 + n where signal n killed it, 126 and 127 where it couldn't start
     */
    record Ended(int exitCode, Instant startedAt, Instant endedAt) implements ProcessState {}

    /** Its {@link ProcessSpec.Guard} didn't hold; it was not started. */
    record Refused() implements ProcessState {}

    /** The chain was told to stop before this process started. */
    record Stopped() implements ProcessState {}

    /** It was started and is gone without an exit code (machine restarted, script killed): its outcome is unknown. */
    record Lost() implements ProcessState {}

    /** Whether nothing more will come from it. */
    default boolean isFinal() {
        return !(this instanceof Starting
                || this instanceof Running
                || this instanceof Never never && never.chainLives());
    }
}
