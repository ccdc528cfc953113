package io.jenkins.plugins.terraformparallel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Needs Jenkins' classes, but none that runs. */
class NodeCallsJenkinsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final NodeCalls calls = new NodeCalls(new AgentPlace("x", "/w", "/w", "/w@tmp"), null);

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void nobodyWaitsLongerThanTheLimit() {
        assertThatThrownBy(() -> calls.bounded(Duration.ofMillis(100), NodeCallsJenkinsTest::never))
                .isInstanceOf(HostGoneException.class)
                .hasMessageStartingWith("agent x can't be reached: it didn't answer within");
    }

    @Test
    void anInterruptOfTheCallerStays() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> calls.bounded(LONG, NodeCallsJenkinsTest::never))
                .isInstanceOf(HostGoneException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aBrokenConnectionIsToldFromWhatANodeComplainsOf() {
        for (IOException broken : new IOException[] {
            new ClosedChannelException(),
            new ChannelClosedException("x", null),
            new IOException(new ClosedChannelException())
        }) {
            assertThatThrownBy(() -> calls.bounded(LONG, () -> {
                        throw broken;
                    }))
                    .isInstanceOf(HostGoneException.class)
                    .hasCause(broken);
        }
        assertThatThrownBy(() -> calls.bounded(LONG, () -> {
                    throw new RequestAbortedException(new IOException("x"));
                }))
                .isInstanceOf(HostGoneException.class);
        assertThatThrownBy(() -> calls.bounded(LONG, () -> {
                    throw new IOException("error=2, No such file or directory");
                }))
                .isExactlyInstanceOf(IOException.class);
    }

    @Test
    void whoIsInterruptedInAnyWayIsGone() {
        assertThatThrownBy(() -> calls.bounded(LONG, () -> {
                    throw new InterruptedIOException();
                }))
                .isInstanceOf(HostGoneException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private static boolean never() throws InterruptedException {
        new CountDownLatch(1).await();
        return true;
    }
}
