package io.jenkins.plugins.terraformparallel.engine.report;

/**
 * Text of others in GitHub Flavored Markdown. Inline it stands in {@code <code>} with its ASCII punctuation as character
 * references: those are never structure (CommonMark 0.31, 2.5), and in code neither mentions nor links are made. In
 * blocks it stands between fences that are longer than any in it.
 */
final class MarkdownText {

    private static final int SHORTEST_FENCE = 3;
    private static final String ELLIPSIS = "…";
    private static final String HARMLESS = ",;-+=/()?%";

    private MarkdownText() {}

    /** The text on one line, also fit for a table's cell and for HTML, cut behind so many characters. */
    static String code(String text, int maxLength) {
        String line = cut(TextCleaner.line(text), maxLength);
        StringBuilder code = new StringBuilder("<code>");
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (isPunctuation(c) && !isHarmless(line, i)) {
                code.append("&#").append((int) c).append(';');
            } else {
                code.append(c);
            }
        }
        return code.append("</code>").toString();
    }

    /**
     * The text as a block of its own.
     *
     * @param language for highlighting; one word, or empty
     */
    static String block(String language, String text) {
        String clean = TextCleaner.text(text);
        String fence = "`".repeat(Math.max(SHORTEST_FENCE, longestRun(clean, '`') + 1));
        String end = clean.isEmpty() || clean.endsWith("\n") ? "" : "\n";
        return fence + language + "\n" + clean + end + fence + "\n";
    }

    /** The first characters of a text, with an ellipsis where more follow; never half a character. */
    static String cut(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxLength - 2)) ? maxLength - 2 : maxLength - 1;
        return text.substring(0, end) + ELLIPSIS;
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }

    /** What is no structure within a line; a dot is, where it makes a link of {@code www.} */
    private static boolean isHarmless(String line, int at) {
        char c = line.charAt(at);
        if (c == '.') {
            return at > 0 && line.charAt(at - 1) != 'w' && line.charAt(at - 1) != 'W';
        }
        return HARMLESS.indexOf(c) >= 0;
    }

    private static int longestRun(String text, char wanted) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == wanted ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
