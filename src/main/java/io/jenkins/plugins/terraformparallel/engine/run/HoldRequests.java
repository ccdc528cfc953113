package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether new units may start, as others want it: {@link #hold} and {@link #release} from any thread, the rest by the run's
 * driver.
 */
final class HoldRequests {

    /** What became of the requests since they were looked at. */
    enum Change {
        HELD,
        RELEASED,
        NONE
    }

    /** Why no new unit is to start; null where they may. */
    private final AtomicReference<String> wanted = new AtomicReference<>();

    // Mutable state
    private String because;

    /** The first reason stays until it is released. */
    void hold(String reason) {
        wanted.compareAndSet(null, reason);
    }

    void release() {
        wanted.set(null);
    }

    /** Takes note of what is wanted now. */
    Change look() {
        String now = wanted.get();
        boolean was = because != null;
        boolean is = now != null;
        if (was == is) {
            return Change.NONE;
        }
        because = now;
        return is ? Change.HELD : Change.RELEASED;
    }

    /** Why no new unit starts, in words; null while they do. */
    @CheckForNull
    String because() {
        return because;
    }
}
