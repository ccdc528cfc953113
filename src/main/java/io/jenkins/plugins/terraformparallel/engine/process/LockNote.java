package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Arrays;
import java.util.List;

/**
 * What stands in a lock file: who has it, and where the processes lie that outlive a holder.
 *
 * @param holder in words
 * @param hostDirectory {@link ProcessHost#directory()}; null where nothing was announced yet
 * @param units the units' keys; empty likewise
 */
record LockNote(String holder, @CheckForNull String hostDirectory, List<String> units) {

    private static final String FIRST = "terraform-parallel lock 1";
    private static final String LAST = "end";

    /** @return null where the text is empty, cut off or of somebody else; then nothing was started under it */
    @CheckForNull
    static LockNote parse(String text) {
        String[] lines = text.split("\n", -1);
        boolean announced = lines.length >= 6;
        if (!announced && lines.length != 4
                || !FIRST.equals(lines[0])
                || !LAST.equals(lines[lines.length - 2])
                || !lines[lines.length - 1].isEmpty()) {
            return null;
        }
        List<String> units = announced
                ? Arrays.stream(lines, 3, lines.length - 2)
                        .map(LockNote::unescape)
                        .toList()
                : List.of();
        return new LockNote(unescape(lines[1]), announced ? unescape(lines[2]) : null, units);
    }

    String format() {
        StringBuilder text = new StringBuilder(FIRST).append('\n').append(escape(holder));
        if (hostDirectory != null && !units.isEmpty()) {
            text.append('\n').append(escape(hostDirectory));
            units.forEach(unit -> text.append('\n').append(escape(unit)));
        }
        return text.append('\n').append(LAST).append('\n').toString();
    }

    private static String escape(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        // Only the note's own end looks like one, wherever it is cut off.
        return escaped.equals(LAST) ? "\\" + escaped : escaped;
    }

    private static String unescape(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                result.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }
}
