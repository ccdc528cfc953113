package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Units that somebody wants to stop while the rest of the run goes on. Not thread-safe. */
final class UnitAborts {

    private static final class Wish {
        private final AbortRequests requests = new AbortRequests();
        /** Who or what asked first. */
        private final String cause;

        private Wish(String cause) {
            this.cause = cause;
        }
    }

    // Mutable state
    private final Map<String, Wish> wishes = new HashMap<>();

    /** Takes note of a request, which is always a person's: the second one, at least 3 s later, kills. */
    AbortRequests.Effect request(String unit, String cause, Instant at) {
        return wish(unit, cause).requests.request(true, at);
    }

    /** Takes note of a person's wish to wait no longer. */
    AbortRequests.Effect kill(String unit, String cause, Instant at) {
        return wish(unit, cause).requests.kill(at);
    }

    /** Who or what wants the unit to stop; null where nobody does. */
    @CheckForNull
    String cause(String unit) {
        Wish wish = wishes.get(unit);
        return wish == null ? null : wish.cause;
    }

    private Wish wish(String unit, String cause) {
        return wishes.computeIfAbsent(unit, any -> new Wish(cause));
    }
}
