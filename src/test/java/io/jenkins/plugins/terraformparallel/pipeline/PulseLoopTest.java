package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PulseLoopTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(4);

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @Test
    void comesAgainAfterTheTimeThatTheWorkAsksFor() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        new PulseLoop(pool, () -> {
                    three.countDown();
                    return three.getCount() == 0 ? null : Duration.ofMillis(1);
                })
                .wake();
        three.await();
    }

    @Test
    void aWakeShortensTheWait() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        PulseLoop loop = new PulseLoop(pool, () -> {
            first.countDown();
            second.countDown();
            return LONG;
        });
        loop.wake();
        first.await();
        // It may be between its work and its schedule: until it waits, a wake counts for the next round.
        while (!second.await(1, TimeUnit.MILLISECONDS)) {
            loop.wake();
        }
    }

    @Test
    void theWorkNeverRunsTwiceAtOnce() throws InterruptedException {
        AtomicBoolean inside = new AtomicBoolean();
        AtomicBoolean twice = new AtomicBoolean();
        CountDownLatch rounds = new CountDownLatch(200);
        PulseLoop loop = new PulseLoop(pool, () -> {
            twice.compareAndSet(false, !inside.compareAndSet(false, true));
            Thread.yield();
            inside.set(false);
            rounds.countDown();
            return rounds.getCount() == 0 ? null : Duration.ZERO;
        });
        while (rounds.getCount() > 0) {
            loop.wake();
        }
        rounds.await();
        assertThat(twice).isFalse();
    }

    @Test
    void workThatFailsIsTriedAgain() throws InterruptedException {
        CountDownLatch again = new CountDownLatch(2);
        PulseLoop loop = new PulseLoop(pool, () -> {
            again.countDown();
            throw new IllegalStateException("the first time");
        });
        loop.wake();
        again.await();
    }

    @Test
    void nothingComesAfterTheEnd() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        PulseLoop loop = new PulseLoop(pool, () -> {
            calls.incrementAndGet();
            done.countDown();
            return null;
        });
        loop.wake();
        done.await();
        loop.wake();
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).hasValue(1);
    }
}
