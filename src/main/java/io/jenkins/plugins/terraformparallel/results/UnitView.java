package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.AttentionItem;
import io.jenkins.plugins.terraformparallel.engine.report.ShownState;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.report.Wording;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How pages show a unit: words, looks and lists for Jelly, all of them clean. Made for one request. */
@Restricted(NoExternalUse.class)
public final class UnitView {

    private final UnitPage page;
    private final RunPage run;
    private final UnitReport unit;

    UnitView(UnitPage page, RunPage run, UnitReport unit) {
        this.page = page;
        this.run = run;
        this.unit = unit;
    }

    /** In words, such as {@code timed out}, with what it does now. */
    public String getStateWord() {
        return state().word();
    }

    /** What terraform does now, or how it is being stopped; null while it does nothing. */
    @CheckForNull
    public String getActivity() {
        if (!run.isLive()) {
            return null;
        }
        return unit.stopping() == null ? unit.command() : unit.stopping();
    }

    /** The class by which its state gets a colour. */
    public String getStateClass() {
        return StateLook.cssClass(state());
    }

    /** One character that tells its state: a thousand rows of pictures would take their time. */
    public String getSymbol() {
        return state().symbol();
    }

    /** The symbol of its state. */
    public String getIcon() {
        return StateLook.icon(state());
    }

    /** For people; a dash where it never started. */
    public String getDurationText() {
        return unit.startedAt() == null ? "–" : Wording.duration(unit.durationMillis());
    }

    /** For people. */
    public String getQueuedText() {
        return Wording.duration(unit.queuedMillis());
    }

    /** For people, such as {@code 3 to add, 1 to destroy}. */
    public String getChangesText() {
        return Wording.changes(unit) + (unit.notes().provisional() ? " (provisional)" : "");
    }

    /** Whether its plan takes something away. */
    public boolean isDestroying() {
        ChangeCounts changes = unit.changes();
        return changes != null && changes.destroy() > 0;
    }

    /** The first line of its cause, clean. */
    public String getCauseLine() {
        String cause = unit.cause();
        return cause == null ? "" : TextCleaner.firstLine(cause);
    }

    /** Its cause, clean; null where there is none. */
    @CheckForNull
    public String getCauseText() {
        String cause = unit.cause();
        return cause == null ? null : TextCleaner.text(cause);
    }

    /** What else its end left to be said. */
    public List<AttentionBean> getAttention() {
        return run.attention().stream()
                .filter(item -> item.unit().name().equals(unit.name()))
                .filter(item -> item.kind() != AttentionItem.Kind.DESTROY)
                .map(item -> new AttentionBean(run, item))
                .toList();
    }

    /** What terraform said about its cause, clean; null where it said no more. */
    @CheckForNull
    public String getCauseDetail() {
        String detail = Wording.causeDetail(unit);
        return detail == null ? null : TextCleaner.text(detail);
    }

    /** Where its first real error is, clean; null where there is no error or place. */
    @CheckForNull
    public String getErrorPlace() {
        Diagnostic error = unit.firstError();
        String place = error == null ? null : Wording.place(error);
        return place == null ? null : TextCleaner.line(place);
    }

    /** Its errors and warnings. */
    public List<DiagnosticBean> getDiagnostics() {
        return unit.diagnostics().stream().map(DiagnosticBean::new).toList();
    }

    /** The changes of its last plan. */
    public List<ChangeRow> getResources() {
        return unit.resources().stream()
                .map(change -> new ChangeRow(page, change))
                .toList();
    }

    /** Command, exit code, start and duration of each process that is over, for people. */
    public List<List<String>> getProcesses() {
        return unit.processes().stream()
                .map(process -> List.of(
                        TextCleaner.line(process.command()),
                        process.exitCode() == null ? "–" : String.valueOf(process.exitCode()),
                        EventJson.instant(process.startedAt()),
                        Wording.duration(process.durationMillis())))
                .toList();
    }

    /** Name and value of each output, clean; a sensitive one's value isn't told. */
    public List<List<String>> getOutputs() {
        return unit.outputs().entrySet().stream()
                .map(output -> List.of(TextCleaner.line(output.getKey()), Wording.output(output.getValue())))
                .toList();
    }

    /** Sentences that were said of it, clean. */
    public List<String> getRemarks() {
        return unit.remarks().stream().map(TextCleaner::line).toList();
    }

    /** Its module's directory, clean. */
    public String getPathText() {
        return TextCleaner.line(unit.path());
    }

    /** Its workspace, clean; a dash where the request names none. */
    public String getWorkspaceText() {
        String workspace = unit.workspace();
        return workspace == null ? "–" : TextCleaner.line(workspace);
    }

    /** The units that it depends on, clean. */
    public String getDependsOnText() {
        return TextCleaner.line(String.join(", ", unit.dependsOn()));
    }

    /** What its page shows of its files. */
    public UnitTexts getTexts() {
        return new UnitTexts(run.folder().files(), unit);
    }

    private ShownState state() {
        return ShownState.of(unit.status(), run.isLost() ? RunStatus.LOST : RunStatus.RUNNING);
    }
}
