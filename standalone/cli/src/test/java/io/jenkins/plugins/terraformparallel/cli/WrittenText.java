package io.jenkins.plugins.terraformparallel.cli;

import java.util.List;

/** Keeps what is written to it. */
final class WrittenText implements TextOut {

    private final StringBuilder text = new StringBuilder();
    private boolean busy;

    @Override
    public void print(String more) {
        text.append(more);
    }

    @Override
    public boolean offer(String more) {
        if (!busy) {
            print(more);
        }
        return !busy;
    }

    @Override
    public boolean isIdle() {
        return !busy;
    }

    /** From now on it behaves as if nobody had read for a long time, or no longer so. */
    void busy(boolean isBusy) {
        busy = isBusy;
    }

    String text() {
        return text.toString();
    }

    List<String> lines() {
        return text.toString().lines().toList();
    }
}
