package io.jenkins.plugins.terraformparallel.engine.report;

import java.util.Locale;

/**
 * Makes text that others wrote (module names, terraform's output) harmless for whoever looks at it: what a terminal or a
 * browser would act on instead of showing it becomes visible. Colours and other complete control sequences (ECMA-48 CSI)
 * are taken away, control characters become their pictures (Unicode block Control Pictures), and characters that
 * reorder or hide others become their number, such as {@code [U+202E]}. What is no character at all becomes U+FFFD, so
 * that the result fits into XML 1.0 and can be encoded.
 *
 * <p>This is not escaping: HTML, XML and Markdown need theirs, too.
 */
public final class TextCleaner {

    private static final char DELETE = 0x7F;
    private static final char CSI = 0x9B;
    private static final int PICTURES = 0x2400;
    private static final char PICTURE_OF_DELETE = 0x2421;
    private static final char NO_CHARACTER = 0xFFFD;

    private final String source;
    private final boolean oneLine;
    private final StringBuilder clean;

    private TextCleaner(String source, boolean oneLine) {
        this.source = source;
        this.oneLine = oneLine;
        this.clean = new StringBuilder(source.length() + 16);
    }

    /** For places where a line break would begin something else: line breaks are shown, tabs are blanks. */
    public static String line(String text) {
        return isClean(text, true) ? text : new TextCleaner(text, true).clean();
    }

    /** For blocks of text: line feeds and tabs stay, CR LF becomes LF. */
    public static String text(String text) {
        return isClean(text, false) ? text : new TextCleaner(text, false).clean();
    }

    /** The first line of a text that isn't blank, clean; empty where there is none. */
    public static String firstLine(String text) {
        return text(text)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> line(line.strip()))
                .orElse("");
    }

    private static boolean isClean(String text, boolean oneLine) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = !oneLine && (c == '\n' || c == '\t');
            if (!kept && (c < ' ' || c >= DELETE)) {
                return false;
            }
        }
        return true;
    }

    private String clean() {
        int i = 0;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c == '\r' && i + 1 < source.length() && source.charAt(i + 1) == '\n') {
                i++;
                continue;
            }
            int sequence = controlSequence(i);
            if (sequence > 0) {
                i += sequence;
                continue;
            }
            int codePoint = source.codePointAt(i);
            append(codePoint);
            i += Character.charCount(codePoint);
        }
        return clean.toString();
    }

    /** The length of the complete control sequence that starts here; 0 where there is none. */
    private int controlSequence(int start) {
        int i;
        if (source.charAt(start) == CSI) {
            i = start + 1;
        } else if (source.startsWith("\033[", start)) {
            i = start + 2;
        } else {
            return 0;
        }
        i = skip(i, '0', '?');
        i = skip(i, ' ', '/');
        return i < source.length() && source.charAt(i) >= '@' && source.charAt(i) <= '~' ? i + 1 - start : 0;
    }

    private int skip(int from, char first, char last) {
        int i = from;
        while (i < source.length() && source.charAt(i) >= first && source.charAt(i) <= last) {
            i++;
        }
        return i;
    }

    private void append(int c) {
        if (c == '\n' || c == '\t') {
            clean.append(kept((char) c));
        } else if (c < ' ') {
            clean.append((char) (PICTURES + c));
        } else if (c == DELETE) {
            clean.append(PICTURE_OF_DELETE);
        } else if (isNoCharacter(c)) {
            clean.append(NO_CHARACTER);
        } else if (isDeceptive(c)) {
            clean.append(String.format(Locale.ROOT, "[U+%04X]", c));
        } else {
            clean.appendCodePoint(c);
        }
    }

    private char kept(char c) {
        if (!oneLine) {
            return c;
        }
        return c == '\t' ? ' ' : (char) (PICTURES + c);
    }

    private static boolean isNoCharacter(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE || (c & 0xFFFE) == 0xFFFE;
    }

    /** Controls of the upper half, line separators, embeddings, overrides and isolates, and invisible tags. */
    static boolean isDeceptive(int c) {
        return c > DELETE && c < 0xA0
                || c >= 0x2028 && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069
                || c >= 0xE0000 && c <= 0xE007F;
    }
}
