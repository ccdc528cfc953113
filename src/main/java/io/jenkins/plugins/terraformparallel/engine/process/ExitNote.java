package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What a process's {@code exit} file says. All its texts have the same length, because one overwrites another in place.
 */
sealed interface ExitNote {

    /** The right to start it is taken; more isn't known. */
    record Pending() implements ExitNote {}

    /** The guard didn't hold. */
    record Refused() implements ExitNote {}

    /** The chain was told to stop. */
    record Stopped() implements ExitNote {}

    /** It ended, or couldn't be started (126, 127). */
    record Code(int exitCode) implements ExitNote {}

    /**
     * Reads the file's content; anything that isn't complete is {@link Pending}.
     *
     * @param content null where the file doesn't exist
     * @return null where the process was never started
     */
    @CheckForNull
    static ExitNote parse(@CheckForNull String content) {
        if (content == null) {
            return null;
        }
        return switch (content) {
            case "refused\n" -> new Refused();
            case "stopped\n" -> new Stopped();
            default -> isCode(content) ? new Code(Integer.parseInt(content.substring(4, 7))) : new Pending();
        };
    }

    /** {@code exit}, three digits and a line feed; by hand, because every poll asks. */
    private static boolean isCode(String content) {
        boolean isFramed = content.length() == 8 && content.startsWith("exit") && content.charAt(7) == '\n';
        return isFramed && isDigit(content.charAt(4)) && isDigit(content.charAt(5)) && isDigit(content.charAt(6));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
