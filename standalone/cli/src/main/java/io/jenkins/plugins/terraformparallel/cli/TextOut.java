package io.jenkins.plugins.terraformparallel.cli;

/** Where text is written to that people read. No method waits for them. */
interface TextOut {

    /** Writes a text in one piece, as soon as that is possible. */
    void print(String text);

    /** Writes a text unless too much waits already; returns whether it does. */
    boolean offer(String text);

    /** Whether everything was written. */
    boolean isIdle();
}
