package io.jenkins.plugins.terraformparallel.engine.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.LeftProcess;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.StateFile;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import io.jenkins.plugins.terraformparallel.engine.terraform.Severity;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the events of a run, one unit after the other, each second one event. */
final class SampleRun {

    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final Operation operation;
    private final List<UnitOutline> units = new ArrayList<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final Map<String, Integer> numbers = new TreeMap<>();
    private Instant now = START;

    SampleRun(Operation operation) {
        this.operation = operation;
    }

    /** Everything that a report can show, in one run. */
    static SampleRun ofEverything() {
        SampleRun run = new SampleRun(Operation.PLAN);
        run.remark("parallel: asked for 9, at most 4 run at once: 4 used");
        run.unit("network", "network", null).start("network").process("network", "init", 0, ProcessFindings.NONE);
        run.process(
                "network",
                "plan",
                1,
                errors(error(
                        "Unsupported argument",
                        "An argument named \"cidr\" is not expected" + " here. Did you mean \"cidr_block\"?",
                        "main.tf",
                        3)));
        run.end("network", UnitState.FAILED, null, UnitNotes.NONE);
        run.unit("apps/shop@eu", "apps/shop", "eu", "network").end("apps/shop@eu", UnitState.SKIPPED, "network failed");
        run.unit("apps/blog", "apps/blog", null)
                .start("apps/blog")
                .process("apps/blog", "init", 0, ProcessFindings.NONE);
        run.process(
                "apps/blog",
                "plan",
                2,
                plan(
                        3,
                        1,
                        1,
                        new ResourceChange("terraform_data.a", "create"),
                        new ResourceChange("terraform_data.b[\"x\"]", "replace"),
                        new ResourceChange("module.cdn.terraform_data.edge", "destroy")));
        run.process("apps/blog", "show", 0, ProcessFindings.NONE);
        run.end(
                "apps/blog",
                UnitState.SUCCEEDED,
                null,
                new UnitNotes("logs/blog.diff", true, null, List.of(), null, null, List.of()));
        run.unit("data/store", "data/store", "prod")
                .start("data/store")
                .process("data/store", "init", 0, ProcessFindings.NONE);
        run.process(
                "data/store",
                "apply",
                1,
                errors(
                        error("execution halted", "", null, null),
                        error("Failed to save state", "Error saving state: disk quota exceeded", null, null)));
        run.end(
                "data/store",
                UnitState.ABORTED,
                "interrupted by Ctrl-C",
                new UnitNotes(
                        null,
                        false,
                        null,
                        List.of("terraform_data.slow"),
                        new StateLock(
                                "0f3c-11", "ci@build-7", "2026-11-23 12:00:03 UTC", "terraform force-unlock 0f3c-11"),
                        new StateFile(
                                "state/data-store.tfstate",
                                "cd data/store && terraform state push ../../state/data-store.tfstate"),
                        List.of(new LeftProcess(4711, "sleep 600", true))));
        run.unit("dns", "dns", null).start("dns").process("dns", "plan", 0, plan(0, 0, 0));
        run.end("dns", UnitState.SUCCEEDED, null, UnitNotes.NONE);
        run.unit("slow", "slow", null).start("slow").end("slow", UnitState.TIMED_OUT, "its timeout of 1m passed");
        return run;
    }

    SampleRun unit(String name, String path, String workspace, String... dependsOn) {
        return expecting(null, name, path, workspace, dependsOn);
    }

    /** @param millis what the unit is expected to take; null where nothing is known */
    SampleRun expecting(Long millis, String name, String path, String workspace, String... dependsOn) {
        units.add(new UnitOutline(
                name,
                "key-" + units.size(),
                path,
                workspace,
                List.of(dependsOn),
                "logs/" + units.size() + ".log",
                millis));
        return this;
    }

    SampleRun start(String unit) {
        events.add(new RunEvent.UnitStarted(tick(), unit));
        return this;
    }

    SampleRun process(String unit, String command, Integer exitCode, ProcessFindings findings) {
        int number = numbers.merge(unit, 1, Integer::sum);
        Instant from = now;
        events.add(new RunEvent.ProcessEnded(tick(), unit, number, command, exitCode, from, 1000, findings, 0));
        return this;
    }

    SampleRun end(String unit, UnitState state, String reason) {
        return end(unit, state, reason, UnitNotes.NONE);
    }

    SampleRun end(String unit, UnitState state, String reason, UnitNotes notes) {
        events.add(new RunEvent.UnitEnded(tick(), unit, state, EndCause.OWN, reason, notes));
        return this;
    }

    SampleRun remark(String text) {
        events.add(new RunEvent.Remark(tick(), null, text));
        return this;
    }

    SampleRun event(RunEvent event) {
        events.add(event);
        return this;
    }

    Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    List<RunEvent> events() {
        List<RunEvent> all = new ArrayList<>();
        all.add(new RunEvent.RunStarted(
                START, "run-1", operation, 9, 4, "terraform", "1.11.4", units, JsonNodeFactory.instance.objectNode()));
        all.addAll(events);
        return all;
    }

    RunReport report(RunStatus status) {
        RunReportFold fold = fold();
        fold.apply(new RunEvent.RunEnded(tick(), status));
        return fold.report(now, true);
    }

    RunReport unfinished(boolean engineLives) {
        return fold().report(now.plusSeconds(60), engineLives);
    }

    private RunReportFold fold() {
        RunReportFold fold = new RunReportFold("/runs/run-1");
        events().forEach(fold::apply);
        return fold;
    }

    static ProcessFindings plan(int add, int change, int destroy, ResourceChange... resources) {
        return new ProcessFindings(
                true,
                new ChangeCounts(add, change, destroy, 0, 0, 0, 0),
                List.of(resources),
                List.of(),
                null,
                List.of(),
                List.of(),
                false,
                null);
    }

    static ProcessFindings errors(Diagnostic... errors) {
        return new ProcessFindings(
                false, ChangeCounts.NONE, List.of(), List.of(), null, List.of(errors), List.of(), false, null);
    }

    static ProcessFindings outputs(Map<String, OutputValue> outputs) {
        return new ProcessFindings(
                true, ChangeCounts.NONE, List.of(), List.of(), outputs, List.of(), List.of(), false, null);
    }

    static Diagnostic error(String summary, String detail, String file, Integer line) {
        return new Diagnostic(Severity.ERROR, summary, detail, null, file, line);
    }
}
