package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.process.ShellQuote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A call on a terminal of its own, which script(1) makes: what is typed passes through the terminal's line discipline, so
 * that Ctrl-C is a signal to the whole foreground process group, as under a person's hands.
 *
 * @param terminal the script process; its standard input is the keyboard
 * @param directory the call's, as in {@link CallResult}
 */
record PseudoTerminal(Process terminal, Path directory) {

    private static final long DEADLINE_SECONDS = 60;
    private static final int CONTROL_C = 3;

    /**
     * Calls it with reports and a run's directory beside them.
     *
     * @param kind {@code dumb} for a terminal on which nothing is drawn again
     */
    static PseudoTerminal start(TerraformParallel cli, String kind, String... arguments) throws IOException {
        Path call = Files.createTempDirectory(cli.world().resolve("calls"), "terminal");
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--run-dir", call.resolve(CallResult.RUN_DIRECTORY).toString()));
        CallResult.Reports.all(call).forEach((option, file) -> all.addAll(List.of(option, file.toString())));
        String command = cli.commandLine(all).stream().map(ShellQuote::quote).collect(Collectors.joining(" "));
        ProcessBuilder builder = cli.builder(List.of("script", "-qefc", "exec " + command, "/dev/null"));
        builder.environment().putAll(Map.of("TERM", kind, "COLUMNS", "200"));
        Files.createFile(call.resolve(CallResult.ERR));
        Process terminal = builder.redirectErrorStream(true)
                .redirectOutput(call.resolve(CallResult.OUT).toFile())
                .start();
        return new PseudoTerminal(terminal, call);
    }

    /** Types it; returns the nanosecond at which that was done. */
    long typeControlC() throws IOException {
        terminal.getOutputStream().write(CONTROL_C);
        terminal.getOutputStream().flush();
        return System.nanoTime();
    }

    /** What the terminal has shown until now. */
    String out() throws IOException {
        return Files.readString(directory.resolve(CallResult.OUT));
    }

    /** Waits for the call's end. */
    CallResult await() throws IOException, InterruptedException {
        if (!terminal.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            terminal.destroyForcibly();
            throw new AssertionError("not at its end after " + DEADLINE_SECONDS + " s; it showed: " + out());
        }
        return new CallResult(terminal.exitValue(), directory);
    }
}
