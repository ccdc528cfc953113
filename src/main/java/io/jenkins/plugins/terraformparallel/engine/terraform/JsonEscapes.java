package io.jenkins.plugins.terraformparallel.engine.terraform;

/** Undoes JSON's escapes wherever they stand, also in text that is no JSON as a whole. */
final class JsonEscapes {

    private JsonEscapes() {}

    static String decode(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char character = text.charAt(i++);
            if (character != '\\' || i == text.length()) {
                decoded.append(character);
                continue;
            }
            char escape = text.charAt(i++);
            int number = escape == 'u' ? number(text, i) : -1;
            if (number >= 0) {
                decoded.append((char) number);
                i += 4;
            } else {
                decoded.append(
                        switch (escape) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            default -> escape;
                        });
            }
        }
        return decoded.toString();
    }

    private static int number(String text, int at) {
        if (at + 4 > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            number = number * 16 + digit;
        }
        return number;
    }
}
