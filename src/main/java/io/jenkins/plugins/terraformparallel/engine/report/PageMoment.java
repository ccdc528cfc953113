package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * What a page is told besides a run's report.
 *
 * @param now when the report was made
 * @param since the number of the last event that the page knows; 0 where it knows none
 * @param complete whether the run will never be told differently, so that nobody needs to ask again
 * @param leftMillis how long the run is expected to take from now on; null where nobody can say
 * @param graceMillis how long an interrupted terraform gets before it is killed; null where nobody can say
 * @param abortable whether whoever looks at the page may abort the run now
 */
public record PageMoment(
        Instant now,
        long since,
        boolean complete,
        @CheckForNull Long leftMillis,
        @CheckForNull Long graceMillis,
        boolean abortable) {

    /** For a report that nobody will update. */
    public static PageMoment complete(Instant now) {
        return new PageMoment(now, 0, true, null, null, false);
    }
}
