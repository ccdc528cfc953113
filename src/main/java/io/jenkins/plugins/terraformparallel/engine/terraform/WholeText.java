package io.jenkins.plugins.terraformparallel.engine.terraform;

/** Text that UTF-8 can carry: half characters, which Java's strings may hold, become U+FFFD. */
final class WholeText {

    private static final char REPLACEMENT = '\uFFFD';

    private WholeText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repaired(text);
            }
        }
        return text;
    }

    private static String repaired(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            boolean half = Character.getType(character) == Character.SURROGATE;
            whole.appendCodePoint(half ? REPLACEMENT : character);
        });
        return whole.toString();
    }

    /** At most so many characters of a text, never half a character. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "… (cut)";
    }
}
