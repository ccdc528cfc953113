package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What stands in a lock file: who has it, and where the processes lie that outlive a holder.
 *
 * @param holder in words
 * @param hostDirectory {@link ProcessHost#directory()}; null where nothing was announced yet
 * @param unit the unit's key; null likewise
 */
record LockNote(
        String holder,
        @CheckForNull String hostDirectory,
        @CheckForNull String unit) {

    private static final String FIRST = "terraform-parallel lock 1";
    private static final String LAST = "end";

    /** @return null where the text is empty, cut off or of somebody else; then nothing was started under it */
    @CheckForNull
    static LockNote parse(String text) {
        String[] lines = text.split("\n", -1);
        boolean announced = lines.length == 6;
        if (!announced && lines.length != 4
                || !FIRST.equals(lines[0])
                || !LAST.equals(lines[lines.length - 2])
                || !lines[lines.length - 1].isEmpty()) {
            return null;
        }
        return new LockNote(
                unescape(lines[1]), announced ? unescape(lines[2]) : null, announced ? unescape(lines[3]) : null);
    }

    String format() {
        StringBuilder text = new StringBuilder(FIRST).append('\n').append(escape(holder));
        if (hostDirectory != null && unit != null) {
            text.append('\n').append(escape(hostDirectory)).append('\n').append(escape(unit));
        }
        return text.append('\n').append(LAST).append('\n').toString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
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
