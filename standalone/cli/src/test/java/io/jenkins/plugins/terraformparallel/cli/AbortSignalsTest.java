package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sun.misc.Signal;
import sun.misc.SignalHandler;

@Timeout(30)
class AbortSignalsTest {

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @Test
    void eachSignalIsARequestAndOnlyCtrlCIsAPersons() throws InterruptedException {
        try (AbortSignals signals = AbortSignals.install()) {
            signals.attach(this::abort);
            Signal.raise(new Signal("TERM"));
            assertThat(next()).isEqualTo("SIGTERM, person: false");
            Signal.raise(new Signal("HUP"));
            assertThat(next()).isEqualTo("SIGHUP, person: false");
            Signal.raise(new Signal("INT"));
            assertThat(next()).isEqualTo("Ctrl-C, person: true");
        }
    }

    @Test
    void whatComesBeforeTheRunIsKeptForIt() throws InterruptedException {
        try (AbortSignals signals = AbortSignals.install()) {
            // Handlers run on threads of their own: wait until this one was called, and with it the first.
            Signal.raise(new Signal("TERM"));
            BlockingQueue<String> handled = new LinkedBlockingQueue<>();
            SignalHandler before = Signal.handle(new Signal("HUP"), signal -> handled.add("called"));
            Signal.raise(new Signal("HUP"));
            assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo("called");
            Signal.handle(new Signal("HUP"), before);

            signals.attach(this::abort);

            assertThat(next()).isEqualTo("SIGTERM, person: false");
        }
    }

    private void abort(String cause, boolean person) {
        requests.add(cause + ", person: " + person);
    }

    private String next() throws InterruptedException {
        return requests.poll(20, TimeUnit.SECONDS);
    }
}
