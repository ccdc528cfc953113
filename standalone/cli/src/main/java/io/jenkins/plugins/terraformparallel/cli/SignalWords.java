package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.AbortWords;

/** How people at a terminal are told of requests to abort. */
final class SignalWords implements AbortWords {

    @Override
    public String request(String cause) {
        return cause + " received";
    }

    @Override
    public String repeated(String cause) {
        return cause + " again";
    }

    @Override
    public String howToKill(String cause) {
        return cause.equals(AbortSignals.BY_KEY)
                ? "Press Ctrl-C again, 3 seconds from now or later, to kill them now, which can lose state."
                : "To kill them now, which can lose state, press Ctrl-C (or send SIGINT) twice, 3 seconds apart.";
    }
}
