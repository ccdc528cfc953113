package io.jenkins.plugins.terraformparallel.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of 1 MiB of its own, which only root can make. */
final class FullDisk implements AutoCloseable {

    private final Path directory;

    private FullDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts it; where that isn't allowed the test is skipped, and fails on a CI server. */
    static FullDisk at(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.toString()) != 0) {
            String reason = "mounting a tmpfs needs root, and isn't allowed here";
            if ("true".equalsIgnoreCase(System.getenv("CI"))) {
                throw new IllegalStateException(reason + "; with CI=true that is a failure");
            }
            System.err.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        return new FullDisk(directory);
    }

    /** Leaves no room. */
    void fill() {
        try {
            run("sh", "-c", "cat /dev/zero >> \"$1\"", "sh", filler().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void empty() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return directory.resolve("fill");
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", directory.toString());
    }

    private static int run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(String.join(" ", command));
        }
    }
}
