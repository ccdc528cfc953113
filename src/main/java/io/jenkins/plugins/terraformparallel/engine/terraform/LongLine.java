package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.util.function.UnaryOperator;

/**
 * Masks a line that is too long to be masked at once: no secret is cut in two, as long as it is shorter than
 * {@link #WINDOW}. Not thread-safe.
 */
public final class LongLine {

    /** Longer than any secret should be, in characters. */
    static final int WINDOW = 64 * 1024;

    /** A cut that lies in a secret is tried again further left; secrets that fill all of this are masked whole. */
    private static final int TRIES = 200;

    private static final String HIDDEN = "****";

    private final UnaryOperator<String> mask;

    // Mutable state
    private String held = "";

    /** @param mask replaces every secret in a text */
    public LongLine(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /** Takes the next piece and gives what can be shown of the line so far; keeps its end until more is known. */
    public String next(String piece, boolean last) {
        String text = held + piece;
        if (last) {
            held = "";
            return mask.apply(text);
        }
        if (text.length() <= 2 * WINDOW) {
            held = text;
            return "";
        }
        int rightmost = text.length() - WINDOW;
        int leftmost = Math.max(0, rightmost - WINDOW);
        int step = Math.max(1, (rightmost - leftmost) / TRIES);
        for (int cut = rightmost; cut > leftmost; cut -= cut == rightmost ? 1 : step) {
            if (isSafe(text, cut)) {
                held = text.substring(cut);
                return mask.apply(text.substring(0, cut));
            }
        }
        held = text.substring(rightmost);
        return HIDDEN;
    }

    /** Whether masking both sides of the cut is the same as masking it as one. */
    private boolean isSafe(String text, int cut) {
        if (Character.isLowSurrogate(text.charAt(cut))) {
            return false;
        }
        String left = text.substring(Math.max(0, cut - WINDOW), cut);
        String right = text.substring(cut, Math.min(text.length(), cut + WINDOW));
        return mask.apply(left + right).equals(mask.apply(left) + mask.apply(right));
    }
}
