package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AbortSignalsTest {

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @Test
    void eachSignalIsARequestAndOnlyCtrlCIsAPersons() throws IOException, InterruptedException {
        try (AbortSignals signals = new AbortSignals()) {
            signals.install();
            signals.attach(this::abort);
            send("TERM");
            assertThat(next()).isEqualTo("SIGTERM, person: false");
            send("INT");
            assertThat(next()).isEqualTo("Ctrl-C, person: true");
        }
    }

    @Test
    void whatComesBeforeTheRunIsKeptForIt() {
        try (AbortSignals signals = new AbortSignals()) {
            signals.install();
            signals.request("SIGHUP", false);
            signals.request(AbortSignals.BY_KEY, true);
            signals.attach(this::abort);
            signals.request("SIGTERM", false);

            assertThat(requests)
                    .containsExactly("SIGHUP, person: false", "Ctrl-C, person: true", "SIGTERM, person: false");
        }
    }

    private void abort(String cause, boolean person) {
        requests.add(cause + ", person: " + person);
    }

    /** To this JVM itself. */
    private static void send(String signal) throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor())
                .isZero();
    }

    private String next() throws InterruptedException {
        return requests.poll(20, TimeUnit.SECONDS);
    }
}
