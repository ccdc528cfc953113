package io.jenkins.plugins.terraformparallel.engine.report;

import java.util.List;

/**
 * Where the {@link Progress} of a run is shown. Whoever can only add one line to another needs no more than {@link #line}.
 * Not thread-safe; no method waits for whoever reads.
 */
@FunctionalInterface
public interface Screen {

    /** Shows a line that stays. */
    void line(ToneLine line);

    /** Shows lines that stay unless too much waits to be shown already; returns whether it does. */
    default boolean offer(List<ToneLine> lines) {
        lines.forEach(this::line);
        return true;
    }

    /** Whether it shows what happens at this moment; otherwise only what has happened. */
    default boolean isLive() {
        return false;
    }

    /** Shows these in place of those that were shown so before; nothing where the screen isn't live. */
    default void live(List<ToneLine> lines) {
        // Nothing in a file can be drawn again.
    }

    /** Takes away what is live. What is shown afterwards stays below all that was. */
    default void close() {
        // Nothing is to be taken away.
    }
}
