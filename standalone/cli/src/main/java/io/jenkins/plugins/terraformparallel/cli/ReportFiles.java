package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.RunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reports that were asked for, and where they go. */
final class ReportFiles {

    private static final String EXPECTED = "a file in a directory that exists and that you may write to";

    /** As the user wrote them. */
    private final Map<ReportOption, String> asked;

    private final Path currentDirectory;

    /** @param currentDirectory what relative paths are relative to */
    ReportFiles(Map<ReportOption, String> asked, Path currentDirectory) {
        this.asked = asked.isEmpty() ? Map.of() : new EnumMap<>(asked);
        this.currentDirectory = currentDirectory;
    }

    /** What was written, and what couldn't be: sentences for people. */
    record Written(List<String> files, List<String> troubles) {}

    /**
     * Finds out before a run whether they can be written after it.
     *
     * @param requestFile as the user wrote it, which no report may replace; null where there is none
     */
    List<Mistake> mistakes(@CheckForNull String requestFile) {
        List<Mistake> mistakes = new ArrayList<>();
        Map<Path, String> taken = new HashMap<>();
        if (requestFile != null) {
            taken.put(existing(requestFile), CommandSpecs.REQUEST);
        }
        asked.forEach((option, text) -> {
            try {
                Path target = target(text);
                Path directory = target.getParent();
                if (directory == null || Files.isDirectory(target)) {
                    mistakes.add(new Mistake(option.option(), "'" + text + "', which is a directory", "a file"));
                } else if (!Files.isDirectory(directory)) {
                    mistakes.add(new Mistake(
                            option.option(), "'" + text + "', but there is no directory " + directory, EXPECTED));
                } else if (isDevice(target) ? !Files.isWritable(target) : !Files.isWritable(directory)) {
                    mistakes.add(new Mistake(
                            option.option(), "'" + text + "', but " + directory + " can't be written to", EXPECTED));
                } else if (taken.putIfAbsent(target, option.option()) != null) {
                    mistakes.add(new Mistake(
                            option.option(),
                            "'" + text + "', the same file as " + taken.get(target),
                            "a file of its own"));
                }
            } catch (InvalidPathException | IOException e) {
                mistakes.add(new Mistake(option.option(), "'" + text + "' (" + Explained.cause(e) + ")", EXPECTED));
            }
        });
        return mistakes;
    }

    /** Writes all of them; one that can't be written doesn't keep the others from it. */
    Written write(RunReport report, RunFiles files) {
        List<String> written = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        asked.forEach((option, text) -> {
            try {
                write(option, target(text), report, files);
                written.add(text);
            } catch (InvalidPathException | IOException e) {
                troubles.add("The report " + option.option() + " " + text + " can't be written: " + Explained.cause(e));
            }
        });
        return new Written(List.copyOf(written), List.copyOf(troubles));
    }

    private static void write(ReportOption option, Path target, RunReport report, RunFiles files) throws IOException {
        if (isDevice(target)) {
            write(option, report, files, Files.newOutputStream(target, StandardOpenOption.WRITE));
            return;
        }
        // Nobody ever reads half a report.
        Path draft = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            write(option, report, files, Files.newOutputStream(draft));
            move(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void write(ReportOption option, RunReport report, RunFiles files, OutputStream stream)
            throws IOException {
        try (Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8))) {
            option.writer().write(report, files, out);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Through symbolic links, so that a link stays one and its target is what is replaced. */
    private Path target(String text) throws IOException {
        Path path = currentDirectory.resolve(text).normalize();
        if (path.startsWith("/dev")) {
            return path;
        }
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        Path directory = path.getParent();
        return directory != null && Files.isDirectory(directory)
                ? directory.toRealPath().resolve(path.getFileName())
                : path;
    }

    /** A file that may be there; if it isn't, somebody else says so. */
    private Path existing(String text) {
        try {
            return target(text);
        } catch (InvalidPathException | IOException e) {
            return currentDirectory;
        }
    }

    /** Such as {@code /dev/stdout} or a named pipe: it is written to, never replaced. */
    private static boolean isDevice(Path target) {
        return target.startsWith("/dev") || Files.exists(target) && !Files.isRegularFile(target);
    }
}
