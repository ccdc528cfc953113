package io.jenkins.plugins.terraformparallel.results;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.JournalWriter;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import io.jenkins.plugins.terraformparallel.engine.terraform.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A run in a build's folder, as an engine leaves it: two units, of which the second fails. */
final class StoredRun {

    static final String FINE = "fine-1a2b3c";
    static final String BROKEN = "broken-4d5e6f";

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private StoredRun() {}

    /** @param name of both units, with a number before it; also their errors' and resources' */
    static List<RunEvent> events(String name) {
        String fine = "1" + name;
        String broken = "2" + name;
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunStarted(
                START,
                "run-1",
                Operation.PLAN,
                4,
                4,
                "terraform",
                "1.11.4",
                List.of(
                        new UnitOutline(fine, FINE, fine, null, List.of(), "logs/" + FINE + ".log", 2000L),
                        new UnitOutline(broken, BROKEN, broken, "eu", List.of(), "logs/" + BROKEN + ".log", null)),
                JsonNodeFactory.instance.objectNode()));
        events.add(new RunEvent.UnitStarted(at(1), fine));
        events.add(new RunEvent.ProcessEnded(at(2), fine, 1, "plan", 2, at(1), 1000, plan(name), 0));
        events.add(new RunEvent.UnitEnded(
                at(3),
                fine,
                UnitState.SUCCEEDED,
                EndCause.OWN,
                null,
                new UnitNotes("diffs/" + FINE + ".diff", false, null, List.of(), null, null, List.of())));
        events.add(new RunEvent.UnitStarted(at(3), broken));
        events.add(new RunEvent.ProcessEnded(at(4), broken, 1, "plan", 1, at(3), 1000, error(name), 0));
        events.add(new RunEvent.UnitEnded(at(5), broken, UnitState.FAILED, EndCause.OWN, name, UnitNotes.NONE));
        events.add(new RunEvent.RunEnded(at(6), RunStatus.FAILED));
        return events;
    }

    /** Writes these events, and a log and a diff with that text. */
    static void write(LocalRunFolder folder, List<RunEvent> events, String text) throws IOException {
        folder.create();
        try (JournalWriter journal = JournalWriter.create(folder.path())) {
            for (RunEvent event : events) {
                journal.append(event);
            }
        }
        for (String name : List.of("logs/" + FINE + ".log", "logs/" + BROKEN + ".log", "diffs/" + FINE + ".diff")) {
            Path file = folder.path().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text + "\n");
        }
    }

    /** The run's journal. */
    static Path journal(LocalRunFolder folder) {
        return JournalWriter.file(folder.path());
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private static ProcessFindings plan(String name) {
        return new ProcessFindings(
                true,
                new ChangeCounts(1, 0, 1, 0, 0, 0, 0),
                List.of(
                        new ResourceChange("terraform_data.a" + name, "create"),
                        new ResourceChange("terraform_data.b" + name, "destroy")),
                List.of(),
                null,
                List.of(),
                List.of(),
                false,
                null);
    }

    private static ProcessFindings error(String name) {
        return new ProcessFindings(
                false,
                ChangeCounts.NONE,
                List.of(),
                List.of(),
                null,
                List.of(new Diagnostic(Severity.ERROR, name, "detail " + name, null, "main.tf", 3)),
                List.of(),
                false,
                null);
    }
}
