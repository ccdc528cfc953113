package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.node.MissingNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.EventFields.Counts;
import io.jenkins.plugins.terraformparallel.engine.terraform.EventFields.Subject;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of an event as terraform itself writes it: ASCII, no blank between tokens, whole numbers. That is nearly
 * every line, and making nothing of what nobody asks for takes less time than a general parser needs for its tokens. It
 * either comes to what {@link EventFields#read} would, or to nothing: whatever is unusual is left to that.
 *
 * <p>Not thread-safe: one reader of lines uses it.
 */
final class EventScanner {

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
    private static final class Unusual extends Exception {
        private static final long serialVersionUID = 1L;
        private static final Unusual LINE = new Unusual();

        private Unusual() {
            super(null, null, false, false);
        }
    }

    /**
     * The fields of a line.
     *
     * @return null where it isn't what terraform writes, or has parts that are read as a tree
     */
    @CheckForNull
    EventFields read(byte[] bytes, int start, int length) {
        line = bytes;
        at = start;
        end = start + length;
        try {
            EventFields fields = event();
            return at == end ? fields : null;
        } catch (Unusual e) {
            return null;
        } finally {
            line = new byte[0];
        }
    }

    private EventFields event() throws Unusual {
        String message = null;
        String type = null;
        String level = "";
        String terraform = "";
        String tofu = "";
        int timestampFrom = 0;
        int timestampTo = 0;
        Subject change = Subject.NONE;
        Subject hook = Subject.NONE;
        Counts counts = null;
        boolean more = begin();
        while (more) {
            name();
            if (is("@message")) {
                message = text();
            } else if (is("type")) {
                type = text();
            } else if (is("@level")) {
                level = level();
            } else if (is("@timestamp")) {
                requireString();
                string();
                timestampFrom = from;
                timestampTo = to;
                require(!escaped);
            } else if (is("terraform")) {
                terraform = text();
            } else if (is("tofu")) {
                tofu = text();
            } else if (is("change")) {
                change = subject();
            } else if (is("hook")) {
                hook = subject();
            } else if (is("changes")) {
                counts = counts();
            } else {
                require(!is("diagnostic") && !is("outputs"));
                skip(1);
            }
            more = goesOn();
        }
        // Only the first event of a process is asked for its time.
        String timestamp = "version".equals(type) ? latin(timestampFrom, timestampTo) : "";
        return new EventFields(
                message,
                type,
                level,
                timestamp,
                terraform,
                tofu,
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                change,
                hook,
                counts);
    }

    private Subject subject() throws Unusual {
        String address = "";
        String action = "";
        boolean moved = false;
        boolean imported = false;
        boolean more = begin();
        while (more) {
            name();
            if (is("resource")) {
                address = address();
            } else if (is("action")) {
                action = text();
            } else if (is("previous_resource")) {
                moved = peek() == '{';
                skip(2);
            } else if (is("importing")) {
                imported = peek() == '{';
                skip(2);
            } else {
                skip(2);
            }
            more = goesOn();
        }
        return new Subject(address, action, moved, imported);
    }

    private String address() throws Unusual {
        String address = "";
        boolean more = begin();
        while (more) {
            name();
            if (is("addr")) {
                address = text();
            } else {
                skip(3);
            }
            more = goesOn();
        }
        return address;
    }

    private Counts counts() throws Unusual {
        int add = 0;
        int change = 0;
        int remove = 0;
        int imported = 0;
        String operation = "";
        boolean more = begin();
        while (more) {
            name();
            if (is("add")) {
                add = number();
            } else if (is("change")) {
                change = number();
            } else if (is("remove")) {
                remove = number();
            } else if (is("import")) {
                imported = number();
            } else if (is("operation")) {
                operation = text();
            } else {
                skip(2);
            }
            more = goesOn();
        }
        return new Counts(add, change, remove, imported, operation);
    }

    /** Passes an object's brace, and the other one where nothing is in between; whether a name follows. */
    private boolean begin() throws Unusual {
        expect('{');
        boolean isEmpty = peek() == '}';
        at += isEmpty ? 1 : 0;
        return !isEmpty;
    }

    /** After a value in an object: whether another name follows. Passes the brace or comma. */
    private boolean goesOn() throws Unusual {
        byte next = peek();
        at++;
        require(next == ',' || next == '}');
        return next == ',';
    }

    private void name() throws Unusual {
        requireString();
        string();
        require(!escaped);
        expect(':');
        require(peek() != '}');
    }

    /** Whether the name that was read last is this one. */
    private boolean is(String name) {
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

    private String text() throws Unusual {
        requireString();
        string();
        String text = latin(from, to);
        return escaped ? JsonEscapes.decode(text) : text;
    }

    private String level() throws Unusual {
        requireString();
        string();
        require(!escaped);
        return is("info") ? "info" : latin(from, to);
    }

    private String latin(int first, int last) {
        return new String(line, first, last - first, StandardCharsets.ISO_8859_1);
    }

    private int number() throws Unusual {
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

    /** Passes any value. */
    private void skip(int depth) throws Unusual {
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

    private byte peek() throws Unusual {
        require(at < end);
        return line[at];
    }

    private static void require(boolean usual) throws Unusual {
        if (!usual) {
            throw Unusual.LINE;
        }
    }
}
