package io.jenkins.plugins.terraformparallel.engine.terraform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads who holds the state lock from the error about it. Its {@code Lock Info} is the holder's with most backends; with
 * others (http, pg) it is our own failed request, which began after our process did.
 */
final class LockError {

    private static final String SUMMARY = "Error acquiring the state lock";
    private static final Pattern HTTP = Pattern.compile("HTTP remote state already locked: ID=(\\S+)");
    private static final Pattern ID = Pattern.compile("(?m)^ {2}ID: +(\\S.*)$");
    private static final Pattern WHO = Pattern.compile("(?m)^ {2}Who: +(\\S.*)$");
    private static final Pattern CREATED = Pattern.compile("(?m)^ {2}Created: +(\\S.*)$");

    /** What needs no quotes in any shell. */
    private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");

    /** As Go prints a time. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern(" Z")
            .toFormatter(Locale.ROOT);

    private LockError() {}

    /**
     * The lock that a diagnostic is about; null where it is about another matter.
     *
     * @param processStart when our own process began, as terraform says it; null where unknown, then the holder isn't
     *     certain
     * @param kind whose {@code force-unlock} it is
     */
    @CheckForNull
    static StateLock read(Diagnostic diagnostic, @CheckForNull String processStart, TerraformVersion.Kind kind) {
        if (!SUMMARY.equals(diagnostic.summary())) {
            return null;
        }
        String detail = diagnostic.detail();
        String httpId = find(HTTP, detail);
        if (httpId != null) {
            return new StateLock(httpId, null, null, null);
        }
        String id = find(ID, detail);
        String created = find(CREATED, detail);
        if (id == null || processStart == null || !isBefore(created, processStart)) {
            return new StateLock(null, null, null, null);
        }
        boolean isPlain = PLAIN_ID.matcher(id).matches();
        return new StateLock(id, find(WHO, detail), created, isPlain ? kind.command() + " force-unlock " + id : null);
    }

    private static boolean isBefore(@CheckForNull String created, String start) {
        if (created == null) {
            return false;
        }
        int zone = created.lastIndexOf(' ');
        try {
            // "… +0000 UTC": the zone's name says no more than its offset
            String time = zone > 0 ? created.substring(0, zone) : created;
            Instant since = ZonedDateTime.parse(time, TIME).toInstant();
            return since.isBefore(OffsetDateTime.parse(start).toInstant());
        } catch (DateTimeException e) {
            return false;
        }
    }

    @CheckForNull
    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1).strip() : null;
    }
}
