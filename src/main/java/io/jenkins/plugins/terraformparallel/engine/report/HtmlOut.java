package io.jenkins.plugins.terraformparallel.engine.report;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes HTML as it comes. Names of elements and attributes are ours; every text and every value of an attribute may be
 * anybody's and can't become markup. For one thread.
 */
final class HtmlOut {

    private final Writer out;

    // Mutable state
    private final Deque<String> open = new ArrayDeque<>();

    HtmlOut(Writer out) {
        this.out = out;
    }

    /** Before everything else. */
    HtmlOut doctype() throws IOException {
        out.write("<!DOCTYPE html>\n");
        return this;
    }

    /** Opens an element. @param attributes names and values in turn */
    HtmlOut open(String element, String... attributes) throws IOException {
        empty(element, attributes);
        open.push(element);
        return this;
    }

    /** An element that has no content and no end. */
    HtmlOut empty(String element, String... attributes) throws IOException {
        out.write("<" + element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.write(" " + attributes[i] + "=\"");
            escape(TextCleaner.line(attributes[i + 1]));
            out.write('"');
        }
        out.write('>');
        return this;
    }

    /** Closes the element that was opened last. */
    HtmlOut close() throws IOException {
        out.write("</" + open.pop() + ">");
        return this;
    }

    /** Text, with its line feeds. */
    HtmlOut text(String text) throws IOException {
        escape(TextCleaner.text(text));
        return this;
    }

    /** A whole element with a text. */
    HtmlOut element(String element, String text, String... attributes) throws IOException {
        return open(element, attributes).text(text).close();
    }

    /** The content of a style element: ours, never escaped. */
    HtmlOut style(String css) throws IOException {
        out.write("<style>" + css + "</style>");
        return this;
    }

    /** An ES module: ours, never escaped. */
    HtmlOut module(String script) throws IOException {
        out.write("<script type=\"module\">" + script + "</script>");
        return this;
    }

    /** JSON that a script reads; whatever is in it, it can't end the element. */
    HtmlOut data(String id, JsonBody json) throws IOException {
        out.write("<script type=\"application/json\" id=\"" + id + "\">");
        json.write(new JsonInHtml(out));
        out.write("</script>");
        return this;
    }

    /** Writes JSON. */
    interface JsonBody {
        void write(Writer out) throws IOException;
    }

    /** Escapes what an HTML parser, or a reader's eye, could take for something else. */
    private static final class JsonInHtml extends FilterWriter {

        JsonInHtml(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            // Within JSON these stand in texts only.
            if (c == '<' || c == '>' || c == '&' || TextCleaner.isDeceptive(c)) {
                out.write(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.write(c);
            }
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                write(text[i]);
            }
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            write(text.toCharArray(), offset, length);
        }
    }

    /** A line break in the source, for whoever reads it. */
    HtmlOut line() throws IOException {
        out.write('\n');
        return this;
    }

    private void escape(String text) throws IOException {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            String reference =
                    switch (text.charAt(i)) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '"' -> "&quot;";
                        case '\'' -> "&#39;";
                        default -> null;
                    };
            if (reference != null) {
                out.write(text, from, i - from);
                out.write(reference);
                from = i + 1;
            }
        }
        out.write(text, from, text.length() - from);
    }
}
