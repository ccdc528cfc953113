package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * Something about a unit that a person should know or do, aside from its failure.
 *
 * @param unit whom it is about
 * @param number the unit's position in the report, from 1
 * @param text what it is, in our words alone
 * @param details resources, processes or files, in anybody's words; may be empty
 * @param command what to run; null where there is nothing to run
 */
public record AttentionItem(
        Kind kind,
        UnitReport unit,
        int number,
        String text,
        List<String> details,
        @CheckForNull String command) {

    /** What it is about; the most urgent first. */
    public enum Kind {
        STATE_FILE("State that could not be saved"),
        LOCK("State locks that stay"),
        LEFT("Processes that were left behind"),
        TAINTED("Tainted resources"),
        PROVISIONAL("Provisional plans"),
        DESTROY("What is to be destroyed");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** A heading. */
        public String title() {
            return title;
        }
    }
}
