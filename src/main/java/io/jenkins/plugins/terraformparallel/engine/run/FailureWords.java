package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.run.CommandResult.End;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;

/** Says in one sentence how a process failed: that it was lost or refused, else by its first real error, else by its exit code. */
final class FailureWords {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SIGNALLED = 128;
    private static final int LAST_SIGNAL = 64;

    private FailureWords() {}

    static String of(CommandResult result) {
        Diagnostic error = result.findings().firstError();
        String command = "terraform " + result.command().word();
        if (result.end() == End.LOST) {
            return "the outcome of " + command
                    + " can't be known: its process is gone without an exit code. Look at the state before you go on.";
        }
        if (result.end() == End.REFUSED) {
            return "another workspace than default is selected in .terraform/environment of this module, and the request"
                    + " names none. Name the one that is meant (workspace: …), or select default with"
                    + " `terraform workspace select default`.";
        }
        if (error != null) {
            return command + " failed: " + (error.summary().isBlank() ? error.detail() : error.summary());
        }
        Integer exitCode = result.exitCode();
        int code = exitCode == null ? -1 : exitCode;
        if (code == NOT_EXECUTABLE || code == NOT_FOUND) {
            return command + " could not be started (exit code " + code + ")" + last(result);
        }
        if (code > SIGNALLED && code <= SIGNALLED + LAST_SIGNAL) {
            return command + " was ended by " + signal(code - SIGNALLED) + last(result);
        }
        return command + " failed with exit code " + code + " and no diagnostic" + last(result);
    }

    /** The process's last words, to be added to a sentence; empty if there were none. */
    static String last(CommandResult result) {
        return result.lastWords() == null ? "" : ": " + result.lastWords();
    }

    private static String signal(int number) {
        return switch (number) {
            case 6 -> "signal 6 (SIGABRT)";
            // Nobody else sends that unasked.
            case 9 -> "signal 9 (SIGKILL, as by the kernel where memory runs out)";
            case 11 -> "signal 11 (SIGSEGV)";
            case 13 -> "signal 13 (SIGPIPE)";
            case 15 -> "signal 15 (SIGTERM)";
            default -> "signal " + number;
        };
    }
}
