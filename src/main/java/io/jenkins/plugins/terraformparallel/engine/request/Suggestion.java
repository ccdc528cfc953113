package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds the word that a misspelt one was meant to be, and lists the words that would be right. */
public final class Suggestion {

    /** Longer words are compared with nothing: it would take long and they are no typing errors. */
    private static final int MAX_LENGTH = 200;

    private Suggestion() {}

    /**
     * The known word that is written the same but for case, {@code -} and {@code _}, else the nearest one; the first of
     * equals; null where none is near.
     */
    @CheckForNull
    public static String among(String given, Collection<String> known) {
        String word = bare(given);
        if (word.isEmpty() || given.length() > MAX_LENGTH) {
            return null;
        }
        String best = null;
        int least = Math.min(3, 1 + (word.length() - 1) / 4) + 1;
        for (String candidate : known) {
            if (candidate.length() > MAX_LENGTH) {
                continue;
            }
            int distance = distance(word, bare(candidate));
            if (distance < least && distance < word.length()) {
                best = candidate;
                least = distance;
            }
        }
        return best;
    }

    /** {@code ; did you mean 'envs/prod'?}, or nothing where no known word is near. */
    public static String hint(String given, Collection<String> known) {
        String meant = among(given, known);
        return meant == null ? "" : "; did you mean " + Found.quoted(meant) + "?";
    }

    /** {@code 'plan', 'apply' or 'destroy'}, and which of them was probably meant. */
    static String expected(String given, Collection<String> known) {
        return oneOf(known) + hint(given, known);
    }

    /** {@code 'plan', 'apply' or 'destroy'}. */
    static String oneOf(Collection<String> known) {
        List<String> words = known.stream().map(word -> "'" + word + "'").toList();
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    private static String bare(String word) {
        return word.replaceAll("[-_\\s]", "").toLowerCase(Locale.ROOT);
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
