package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Looks again and again until something is so. */
final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Await() {}

    static void until(String what, Source<Boolean> condition) throws IOException {
        until(what, condition, value -> value);
    }

    /** The first value that will do. */
    static <T> T until(String what, Source<T> source, Predicate<T> will) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        T value = source.get();
        while (!will.test(value)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + LIMIT + " for " + what + ", last seen: " + value);
            }
            LockSupport.parkNanos(5_000_000);
            value = source.get();
        }
        return value;
    }

    /** Where a value comes from. */
    interface Source<T> {
        T get() throws IOException;
    }
}
