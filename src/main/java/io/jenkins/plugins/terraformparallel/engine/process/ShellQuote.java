package io.jenkins.plugins.terraformparallel.engine.process;

/**
 * The one place where text is made safe for a POSIX shell. Single quotes keep every byte but NUL and the single quote
 * as it is, in dash, busybox and bash alike, whatever the locale.
 */
public final class ShellQuote {

    private ShellQuote() {}

    /**
     * The word that a shell reads as exactly this text.
     *
     * @throws IllegalArgumentException where it holds NUL, which no argument of a process can hold
     */
    public static String quote(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("text with a NUL character can't be given to a process");
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
