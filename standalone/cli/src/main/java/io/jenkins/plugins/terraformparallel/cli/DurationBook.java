package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.UsualDuration;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long units took, by module directory, workspace and operation, as the text that is kept from run to run: a line each,
 * {@code KEY MILLIS DAY}, the day counted from 1970 on. What can't be read in it isn't known; no text is an error.
 * Immutable.
 */
final class DurationBook {

    /** A book of nothing. */
    static final DurationBook EMPTY = new DurationBook(Map.of());

    /** What a book of a user with very many modules holds; with more, the oldest are forgotten. */
    static final int MOST_ENTRIES = 20_000;

    /** Who hasn't run for so long may have become another one. */
    static final int MOST_DAYS = 180;

    private static final String HEADER = "terraform-parallel durations 1";
    private static final Pattern LINE =
            Pattern.compile("^([0-9a-f]{24}) ([0-9]{1,12}) ([0-9]{1,6})$", Pattern.MULTILINE);
    private static final int KEY_DIGITS = 24;

    private final Map<String, Entry> entries;

    private record Entry(long millis, long day) {}

    private DurationBook(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** The book of a text; whatever else stands there is left out. */
    static DurationBook of(String text) {
        if (!text.startsWith(HEADER + "\n")) {
            return EMPTY;
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        Matcher found = LINE.matcher(text);
        while (found.find()) {
            entries.put(found.group(1), new Entry(Long.parseLong(found.group(2)), Long.parseLong(found.group(3))));
        }
        return new DurationBook(entries);
    }

    /**
     * The names under which units stand in it, by the units' own: hashes, so that no path is too long or too strange. No
     * workspace is {@code default}; several backend configurations share an entry.
     */
    static Map<String, String> keys(Operation operation, List<Unit> units) {
        Map<String, String> keys = new HashMap<>();
        try {
            // One for all: it takes longer to get than to use.
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (Unit unit : units) {
                String workspace = unit.workspace() == null ? "default" : unit.workspace();
                String named = operation.keyword() + "\0" + workspace + "\0" + unit.directory();
                byte[] hash = sha256.digest(named.getBytes(StandardCharsets.UTF_8));
                keys.put(unit.name(), HexFormat.of().formatHex(hash, 0, KEY_DIGITS / 2));
            }
            return keys;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether nothing is known of anything. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** In milliseconds; null where it isn't known. */
    @CheckForNull
    Long millis(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.millis();
    }

    /**
     * The book after a run.
     *
     * @param taken what units took, in milliseconds, by key
     * @param today counted from 1970 on; what is too old by then is left out
     */
    DurationBook with(Map<String, Long> taken, long today) {
        Map<String, Entry> next = new LinkedHashMap<>(entries);
        taken.forEach((key, millis) -> next.put(key, new Entry(UsualDuration.smoothed(millis(key), millis), today)));
        Map<String, Entry> kept = new LinkedHashMap<>();
        next.entrySet().stream()
                .filter(entry -> entry.getValue().day() >= today - MOST_DAYS)
                .sorted(Comparator.comparingLong((Map.Entry<String, Entry> entry) ->
                                entry.getValue().day())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_ENTRIES)
                .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        return new DurationBook(kept);
    }

    /** As text, which {@link #of} reads. */
    String text() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        entries.forEach((key, entry) -> text.append(key)
                .append(' ')
                .append(entry.millis())
                .append(' ')
                .append(entry.day())
                .append('\n'));
        return text.toString();
    }
}
