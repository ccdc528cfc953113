package io.jenkins.plugins.terraformparallel.engine.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

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
