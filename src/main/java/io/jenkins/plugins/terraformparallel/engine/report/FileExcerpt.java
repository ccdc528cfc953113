package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A part of a text file.
 *
 * @param text decoded as UTF-8, with U+FFFD for what is none; not cleaned; empty where there is a problem
 * @param omittedBytes how much of the file isn't in it
 * @param problem why there is no text, such as {@code there is no such file}; null where there is one
 */
public record FileExcerpt(
        String text, long omittedBytes, @CheckForNull String problem) {

    /** The part that was asked for. */
    public static FileExcerpt of(String text, long omittedBytes) {
        return new FileExcerpt(text, omittedBytes, null);
    }

    /** There is no text, and why. */
    public static FileExcerpt unreadable(String problem) {
        return new FileExcerpt("", 0, problem);
    }
}
