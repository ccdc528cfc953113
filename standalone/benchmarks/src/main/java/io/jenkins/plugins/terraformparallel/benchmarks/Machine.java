package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a figure hangs on, without names. */
final class Machine {

    private Machine() {}

    static String describe() throws IOException, InterruptedException {
        return Runtime.getRuntime().availableProcessors() + " cores, " + memory() + " of memory, Linux "
                + System.getProperty("os.version").replaceFirst("[^0-9.].*", "") + ", Java "
                + Runtime.version().feature() + " (" + System.getProperty("java.version") + "), " + terraform()
                + ", temporary files on " + fileSystem();
    }

    /** Where modules and runs lie: to make a small file costs one file system many times of what it costs another. */
    private static String fileSystem() throws IOException {
        return Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir"))).type();
    }

    private static String memory() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
            if (line.startsWith("MemTotal:")) {
                long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
                return String.format(Locale.ROOT, "%.0f GB", kilobytes / 1024.0 / 1024.0);
            }
        }
        return "an unknown amount";
    }

    private static String terraform() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("terraform", "version")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().findFirst().orElse("unknown terraform");
    }
}
