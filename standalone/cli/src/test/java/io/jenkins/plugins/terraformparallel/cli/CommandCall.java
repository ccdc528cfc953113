package io.jenkins.plugins.terraformparallel.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls the command line in this JVM, and keeps what it says. Only for calls that start no terraform. */
final class CommandCall {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;
    private String operatingSystem = "Linux";

    private CommandCall(Path directory) {
        this.directory = directory;
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("PATH", directory.resolve("no-terraform-here").toString());
    }

    static CommandCall in(Path directory) {
        return new CommandCall(directory);
    }

    /** What picocli makes of the arguments of a call. */
    static ParsedCall parsed(String... arguments) {
        return CommandSyntax.call(CommandSyntax.program().parseArgs(arguments).subcommand());
    }

    CommandCall with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CommandCall on(String system) {
        operatingSystem = system;
        return this;
    }

    int execute(String... arguments) {
        out.reset();
        err.reset();
        return new TerraformParallelCommand(surroundings()).execute(arguments);
    }

    Surroundings surroundings() {
        return new Surroundings(
                Map.copyOf(environment),
                directory,
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                Terminal.of(Map.of(), "pipe:[1]", () -> new Terminal.Size(0, 0)),
                Clock.systemUTC(),
                operatingSystem);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    List<String> errorLines() {
        return err().lines().toList();
    }
}
