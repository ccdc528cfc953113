package io.jenkins.plugins.terraformparallel.cli;

import java.util.List;

/** Where the progress of a run is shown. Not thread-safe; no method waits for whoever reads. */
interface Screen {

    /** Whether it shows what happens at this moment; otherwise only what has happened. */
    boolean isLive();

    /** Shows a line that stays. */
    void line(ToneLine line);

    /** Shows lines that stay unless too much waits to be shown already; returns whether it does. */
    boolean offer(List<ToneLine> lines);

    /** Shows these in place of those that were shown so before; nothing where the screen isn't live. */
    void live(List<ToneLine> lines);

    /** Takes away what is live. What is shown afterwards stays below all that was. */
    void close();
}
