package io.jenkins.plugins.terraformparallel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Tells of a mistake in this program itself, without a stack trace on the console. */
final class CrashNote {

    private CrashNote() {}

    /**
     * One sentence, with the file that holds the rest. Neither shows an exception's message, which may hold a secret; the
     * classes and lines are what is needed to find the mistake.
     */
    static String sentence(Throwable failure) {
        String kind = failure.getClass().getName();
        String begin = "This is a mistake in " + CommandSpecs.NAME + " itself (" + kind + ")";
        try {
            Path file = Files.createTempFile(CommandSpecs.NAME + "-", ".txt");
            Files.write(file, lines(failure));
            return begin + "; please report it with the file " + file + ".";
        } catch (IOException e) {
            return begin + "; please report it.";
        }
    }

    private static List<String> lines(Throwable failure) {
        List<String> lines = new ArrayList<>(VersionText.lines());
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            lines.add((cause == failure ? "" : "caused by ") + cause.getClass().getName());
            for (StackTraceElement frame : cause.getStackTrace()) {
                lines.add("  at " + frame);
            }
        }
        return lines;
    }
}
