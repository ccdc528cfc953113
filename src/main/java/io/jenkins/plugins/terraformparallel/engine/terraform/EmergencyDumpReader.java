package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts the state out of a process's raw output where terraform could save it nowhere else and printed it. The state's
 * bytes are copied as they are and never held: it may be of any size.
 */
public final class EmergencyDumpReader {

    /** What the output holds. */
    public enum Found {
        /** No dump. */
        NONE,
        /** All of the state was copied. */
        WHOLE,
        /** The output ends in the middle of the state: what was copied is no state file. */
        TORN
    }

    private static final int MAX_TEXT = 200;
    private static final int BLOCK = 64 * 1024;
    private static final String MESSAGE = "Emergency state dump";

    private final InputStream in;
    private final OutputStream out;

    // Mutable state: the block that was read last, and the byte taken from it last, -1 at the end
    private final byte[] block = new byte[BLOCK];
    private int position;
    private int limit;
    private int last = '\n';

    private EmergencyDumpReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Looks for the first dump and copies its state. Neither stream is closed.
     *
     * @param output the raw standard output of an apply or destroy with {@code -json}
     * @param state gets the JSON of the state, for {@code state push}
     */
    public static Found copyState(InputStream output, OutputStream state) throws IOException {
        return new EmergencyDumpReader(output, state).run();
    }

    private Found run() throws IOException {
        while (last >= 0) {
            if (read() == '{' && isAtState()) {
                return copyObject() ? Found.WHOLE : Found.TORN;
            }
            while (last >= 0 && last != '\n') {
                read();
            }
        }
        return Found.NONE;
    }

    /**
     * Reads an event up to the value of its {@code state}, or until it shows to be no dump. Terraform sorts the names, so
     * that {@code @message} comes before {@code state}, and what lies between are strings.
     */
    private boolean isAtState() throws IOException {
        boolean isDump = false;
        do {
            if (read() != '"') {
                return false;
            }
            String name = readText();
            if (last != '"' || read() != ':') {
                return false;
            }
            if (isDump && "state".equals(name)) {
                return true;
            }
            if (read() != '"') {
                return false;
            }
            String value = readText();
            isDump = isDump || "@message".equals(name) && MESSAGE.equals(value);
        } while (last == '"' && read() == ',');
        return false;
    }

    /** The text up to the closing quote or the end of the line, its escapes left as they are; a long one is cut. */
    private String readText() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean escaped = false;
        while (read() >= 0 && last != '\n' && (escaped || last != '"')) {
            escaped = !escaped && last == '\\';
            if (text.size() < MAX_TEXT) {
                text.write(last);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Copies one JSON object; false where the stream or the line ends before it does. */
    private boolean copyObject() throws IOException {
        int depth = 0;
        boolean quoted = false;
        boolean escaped = false;
        int from = position;
        do {
            if (position == limit) {
                out.write(block, from, limit - from);
                from = 0;
            }
            if (read() < 0 || last == '\n') {
                break;
            }
            if (quoted) {
                quoted = escaped || last != '"';
                escaped = !escaped && last == '\\';
            } else if (last == '"') {
                quoted = true;
            } else if (last == '{' || last == '[') {
                depth++;
            } else if (last == '}' || last == ']') {
                depth--;
            }
        } while (depth > 0);
        int to = last == '\n' ? position - 1 : position;
        out.write(block, from, Math.max(0, to - from));
        return last == '}' && depth == 0;
    }

    private int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(block, 0, BLOCK));
        }
        last = position < limit ? block[position++] & 0xFF : -1;
        return last;
    }
}
