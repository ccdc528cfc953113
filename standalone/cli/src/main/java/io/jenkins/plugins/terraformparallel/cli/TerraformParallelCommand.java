package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The command line {@code terraform-parallel}: from arguments to an exit code. Never prints a stack trace. */
final class TerraformParallelCommand {

    private final Surroundings surroundings;

    TerraformParallelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Does what the arguments say; blocks until it is done. Returns the exit code. */
    int execute(String... arguments) {
        try {
            ParsedCall call = PlainCall.read(arguments);
            return call == null ? new CommandSyntax(this, surroundings).execute(arguments) : run(call);
        } catch (RequestException e) {
            error(e.getMessage().lines().toList());
            return ExitCode.USAGE;
        } catch (IOException e) {
            error(List.of(Explained.cause(e)));
            return ExitCode.FAILED;
        } catch (RuntimeException | Error e) {
            error(List.of(CrashNote.sentence(e)));
            return ExitCode.FAILED;
        }
    }

    /** Does what a command was called for. */
    int run(ParsedCall call) throws RequestException, IOException {
        if (call.command().equals(CommandSpecs.REPORT)) {
            return new ReportCommand(call, surroundings).run();
        }
        if (surroundings.operatingSystem().startsWith("Windows")) {
            error(List.of("Windows is not supported: terraform's processes can't be stopped there without losing state."
                    + " Use Linux, or WSL."));
            return ExitCode.USAGE;
        }
        if (call.command().equals(CommandSpecs.RESUME)) {
            return new ResumeCommand(call, surroundings).run();
        }
        Operation operation = Operation.valueOf(call.command().toUpperCase(Locale.ROOT));
        return new OperationCommand(operation, call, surroundings).run();
    }

    /** Says what is wrong. */
    void error(List<String> lines) {
        String prefix = CommandSpecs.NAME + ": ";
        for (String line : lines) {
            surroundings.err().println(prefix + TextCleaner.line(line));
            prefix = "";
        }
    }
}
