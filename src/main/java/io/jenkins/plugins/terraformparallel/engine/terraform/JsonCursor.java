package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.nio.charset.StandardCharsets;

/**
 * Goes through a line of JSON as terraform writes it: ASCII, no blank between tokens, whole numbers. What it passes it makes
 * nothing of until it is asked for it.
 *
 * <p>Not thread-safe.
 */
final class JsonCursor {

    private static final int MAX_DEPTH = 32;
    /** No more digits than any int has room for. */
    private static final int MAX_DIGITS = 9;

    // Mutable state, of the line that is read
    private byte[] line = {};
    private int at;
    private int end;
    /** Where the name or text that was read last begins and ends, without its quotes. */
    private int from;

    private int to;
    private boolean escaped;

    /** What isn't understood; without a stack trace, because it is no news. */
    static final class Unusual extends Exception {
        private static final long serialVersionUID = 1L;
        private static final Unusual LINE = new Unusual();

        private Unusual() {
            super(null, null, false, false);
        }
    }

    /** Begins with a line. */
    void open(byte[] bytes, int start, int length) {
        line = bytes;
        at = start;
        end = start + length;
    }

    /** Keeps nothing of the line. */
    void close() {
        line = new byte[0];
    }

    boolean isAtEnd() {
        return at == end;
    }

    /** Passes an object's brace, and the other one where nothing is in between; whether a name follows. */
    boolean begin() throws Unusual {
        expect('{');
        boolean isEmpty = peek() == '}';
        at += isEmpty ? 1 : 0;
        return !isEmpty;
    }

    /** After a value in an object: whether another name follows. Passes the brace or comma. */
    boolean goesOn() throws Unusual {
        byte next = peek();
        at++;
        require(next == ',' || next == '}');
        return next == ',';
    }

    /** Passes a name and its colon. */
    void name() throws Unusual {
        plainString();
        expect(':');
        require(peek() != '}');
    }

    /** Whether the string that was passed last is this one. */
    boolean is(String name) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (line[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Passes a string. */
    String text() throws Unusual {
        requireString();
        string();
        String text = latin(from, to);
        return escaped ? JsonEscapes.decode(text) : text;
    }

    /** Passes a string without escapes, for {@link #is} and {@link #latin}. */
    void plainString() throws Unusual {
        requireString();
        string();
        require(!escaped);
    }

    /** Where the string that was passed last begins in the line. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return to;
    }

    /** A part of the line. */
    String latin(int first, int last) {
        return new String(line, first, last - first, StandardCharsets.ISO_8859_1);
    }

    /** Passes a whole number of no more digits than any int has room for. */
    int number() throws Unusual {
        int start = at;
        int number = 0;
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            number = number * 10 + line[at] - '0';
            at++;
        }
        int digits = at - start;
        require(digits > 0 && digits <= MAX_DIGITS && (digits == 1 || line[start] != '0'));
        return number;
    }

    /**
     * Passes any value.
     *
     * @param depth in how many objects and arrays it is
     */
    void skip(int depth) throws Unusual {
        require(depth < MAX_DEPTH);
        switch (peek()) {
            case '"' -> string();
            case '{' -> skipObject(depth);
            case '[' -> skipArray(depth);
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-' -> {
                at++;
                number();
            }
            default -> number();
        }
    }

    private void skipObject(int depth) throws Unusual {
        boolean more = begin();
        while (more) {
            name();
            skip(depth + 1);
            more = goesOn();
        }
    }

    private void skipArray(int depth) throws Unusual {
        at++;
        boolean more = peek() != ']';
        if (!more) {
            at++;
        }
        while (more) {
            skip(depth + 1);
            byte next = peek();
            at++;
            require(next == ',' || next == ']');
            more = next == ',';
        }
    }

    private void literal(String word) throws Unusual {
        from = at;
        to = Math.min(end, at + word.length());
        require(is(word));
        at = to;
    }

    /** Passes a string, which begins here. Negative bytes are no ASCII. */
    private void string() throws Unusual {
        byte[] bytes = line;
        int last = end;
        int i = at + 1;
        boolean hasEscapes = false;
        from = i;
        while (i < last && bytes[i] != '"') {
            if (bytes[i] == '\\') {
                hasEscapes = true;
                i = afterEscape(i);
            } else {
                require(bytes[i] >= ' ');
                i++;
            }
        }
        require(i < last);
        to = i;
        escaped = hasEscapes;
        at = i + 1;
    }

    private int afterEscape(int backslash) throws Unusual {
        require(backslash + 1 < end);
        switch (line[backslash + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return backslash + 2;
            }
            case 'u' -> {
                require(backslash + 6 <= end);
                for (int i = backslash + 2; i < backslash + 6; i++) {
                    require(line[i] > 0 && Character.digit((char) line[i], 16) >= 0);
                }
                return backslash + 6;
            }
            default -> throw Unusual.LINE;
        }
    }

    private void requireString() throws Unusual {
        require(peek() == '"');
    }

    private void expect(char wanted) throws Unusual {
        require(peek() == wanted);
        at++;
    }

    /** The next byte, which it doesn't pass. */
    byte peek() throws Unusual {
        require(at < end);
        return line[at];
    }

    static void require(boolean usual) throws Unusual {
        if (!usual) {
            throw Unusual.LINE;
        }
    }
}
