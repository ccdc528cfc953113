package io.jenkins.plugins.terraformparallel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What lives of a test's {@linkplain TerraformParallel world}, known by its home directory in the environment. */
final class WorldProcesses {

    private static final String MARK = "TERRAFORM_PARALLEL_PROCESS=";

    private WorldProcesses() {}

    /** One of them. */
    record Living(long pid, String command) {}

    /** All that a unit's terraform is or has started, wherever it is in the tree of processes. */
    static List<Living> ofUnits(TerraformParallel cli) throws IOException {
        return living(cli, MARK);
    }

    /** All of them, this program's own and its shells included. */
    static List<Living> all(TerraformParallel cli) throws IOException {
        return living(cli, "");
    }

    /** How many of them have that command line, with blanks between its words. */
    static long running(TerraformParallel cli, String command) throws IOException {
        return ofUnits(cli).stream()
                .filter(process -> process.command().equals(command))
                .count();
    }

    private static List<Living> living(TerraformParallel cli, String variable) throws IOException {
        String home = "HOME=" + cli.world().resolve("home");
        List<Living> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                List<String> environment =
                        List.of(read(process.resolve("environ")).split("\0"));
                if (environment.contains(home)
                        && environment.stream().anyMatch(entry -> entry.startsWith(variable))
                        && !isZombie(process)) {
                    found.add(new Living(
                            Long.parseLong(process.getFileName().toString()),
                            read(process.resolve("cmdline")).replace('\0', ' ').strip()));
                }
            }
        }
        return found;
    }

    private static boolean isZombie(Path process) {
        return read(process.resolve("stat")).matches("(?s).*\\) [ZX] .*");
    }

    /** Empty where it has ended in the meantime. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
