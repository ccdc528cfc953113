package io.jenkins.plugins.terraformparallel.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What lives of this product's units on this machine, known by their mark in the environment. */
final class UnitProcesses {
    private static final String MARK = "TERRAFORM_PARALLEL_PROCESS=";

    private UnitProcesses() {}

    /**
     * One of them.
     *
     * @param mark of which run, unit and process it is
     * @param command with blanks between its words
     */
    record Living(long pid, String mark, String command) {

        /** Whether it still is what it was. */
        boolean lives() {
            return equals(look(Path.of("/proc", Long.toString(pid)), Path.of("/")));
        }
    }

    /** All whose current directory lies below another one, wherever they are in the tree of processes. */
    static List<Living> below(Path directory) throws IOException {
        Path real = directory.toRealPath();
        List<Living> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                Living living = look(process, real);
                if (living != null) {
                    found.add(living);
                }
            }
        }
        return found;
    }

    /** How many of them have that command line. */
    static long running(Path directory, String command) throws IOException {
        return below(directory).stream()
                .filter(process -> process.command().equals(command))
                .count();
    }

    /** What it is; null where it isn't one of them or has ended. */
    private static Living look(Path process, Path below) {
        try {
            if (!Files.readSymbolicLink(process.resolve("cwd")).startsWith(below)
                    || read(process.resolve("stat")).matches("(?s).*\\) [ZX] .*")) {
                return null;
            }
            String command = read(process.resolve("cmdline")).replace('\0', ' ').strip();
            long pid = Long.parseLong(process.getFileName().toString());
            return List.of(read(process.resolve("environ")).split("\0")).stream()
                    .filter(variable -> variable.startsWith(MARK))
                    .findFirst()
                    .map(mark -> new Living(pid, mark, command))
                    .orElse(null);
        } catch (IOException e) {
            // It has ended in the meantime.
            return null;
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
