package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** plan, apply, destroy, validate and init. */
final class OperationCommand {

    private final Operation operation;
    private final ParsedCall call;
    private final Surroundings surroundings;

    OperationCommand(Operation operation, ParsedCall call, Surroundings surroundings) {
        this.operation = operation;
        this.call = call;
        this.surroundings = surroundings;
    }

    /**
     * Does it; returns the exit code.
     *
     * @throws RequestException with all that is wrong; nothing was started
     */
    int run() throws RequestException, IOException {
        Path current = surroundings.currentDirectory();
        Path runDirectory = call.path(CommandSpecs.RUN_DIR, current);
        Path planDirectory = call.path(CommandSpecs.PLAN_DIR, current);
        boolean list = call.has(CommandSpecs.LIST);
        boolean approved = call.has(CommandSpecs.AUTO_APPROVE);
        ReportFiles reports = new ReportFiles(call.reports(), current);
        List<Mistake> others = new ArrayList<>();
        if (!list) {
            if (!approved) {
                boolean ignored = "ignore".equals(call.value(RequestOption.SAVED_PLANS.option()));
                others.addAll(Approval.mistakes(operation, ignored ? null : planDirectory));
            }
            others.addAll(reports.mistakes(call.value(CommandSpecs.REQUEST)));
            others.addAll(directoryMistakes(CommandSpecs.RUN_DIR, runDirectory, true));
            others.addAll(directoryMistakes(CommandSpecs.PLAN_DIR, planDirectory, false));
        }
        PreparedRun prepared = PreparedRun.of(operation, call.request(), surroundings, others);
        if (list) {
            try (Console console = new Console(surroundings.out(), surroundings.encoding())) {
                console.print(RunList.text(prepared, call.value(CommandSpecs.REQUEST)));
            }
            return ExitCode.SUCCEEDED;
        }
        if (!approved && planDirectory != null) {
            Approval.require(prepared, planDirectory);
        }
        LocalRunPlace place = new LocalRunPlace(surroundings.environment(), current, runDirectory, planDirectory);
        RunEnding ending = new RunEnding(surroundings, reports, call.has(CommandSpecs.DETAILED_EXITCODE));
        try {
            return new RunningCommand(surroundings, ending)
                    .run(
                            watcher -> LocalRun.start(
                                    prepared.request(), prepared.resolution().plan(), place, watcher),
                            prepared.request().console(),
                            prepared.request().effectiveGracePeriod());
        } catch (RequestException e) {
            throw prepared.names().translate(e);
        }
    }

    private static List<Mistake> directoryMistakes(String option, @CheckForNull Path directory, boolean mustBeEmpty)
            throws IOException {
        if (directory == null || !Files.exists(directory)) {
            return List.of();
        }
        String expected = mustBeEmpty ? "a new or an empty directory" : "a directory";
        if (!Files.isDirectory(directory)) {
            return List.of(new Mistake(option, "'" + directory + "', which is no directory", expected));
        }
        return mustBeEmpty && !isEmpty(directory)
                ? List.of(new Mistake(option, "'" + directory + "', which isn't empty", expected))
                : List.of();
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }
}
