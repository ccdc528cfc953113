package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Arrays;
import java.util.Collection;

/** Finds what a misspelt name or path was probably meant to be. */
final class Nearest {

    /** Longer texts are compared with nothing: it would take long and they are no typing errors. */
    private static final int MAX_LENGTH = 200;

    private Nearest() {}

    /** {@code ; did you mean 'envs/prod'?}, or nothing where no candidate is near. */
    static String hint(String given, Collection<String> candidates) {
        String nearest = to(given, candidates);
        return nearest == null ? "" : "; did you mean " + Quoted.of(nearest) + "?";
    }

    /** The candidate with the fewest typing errors, the first of equals; null where none is near. */
    @CheckForNull
    static String to(String given, Collection<String> candidates) {
        if (given.length() > MAX_LENGTH) {
            return null;
        }
        String nearest = null;
        int least = Math.min(3, 1 + given.length() / 5) + 1;
        for (String candidate : candidates) {
            boolean comparable = Math.abs(candidate.length() - given.length()) < least;
            int distance = comparable ? distance(given, candidate) : least;
            if (distance < least && distance < given.length()) {
                nearest = candidate;
                least = distance;
            }
        }
        return nearest;
    }

    /** Insertions, deletions, replacements and swaps of neighbours; letters that differ only in case are the same. */
    private static int distance(String given, String candidate) {
        int[] beforeLast = new int[candidate.length() + 1];
        int[] last = new int[candidate.length() + 1];
        Arrays.setAll(last, column -> column);
        for (int i = 1; i <= given.length(); i++) {
            int[] row = new int[candidate.length() + 1];
            row[0] = i;
            for (int j = 1; j <= candidate.length(); j++) {
                int replaced = last[j - 1] + (same(given, i, candidate, j) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && same(given, i, candidate, j - 1) && same(given, i - 1, candidate, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[candidate.length()];
    }

    private static boolean same(String given, int i, String candidate, int j) {
        return Character.toLowerCase(given.charAt(i - 1)) == Character.toLowerCase(candidate.charAt(j - 1));
    }
}
