package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.report.AttentionItem;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.report.Wording;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import java.util.List;
import jenkins.security.stapler.StaplerNotDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** One unit of a run: {@code <build>/terraform-parallel/<flow node id>/unit/<key>/}. Made for one request. */
@Restricted(NoExternalUse.class)
@ExportedBean(defaultVisibility = 2)
public final class UnitPage implements ModelObject {

    private final RunPage run;
    private final UnitReport unit;

    UnitPage(RunPage run, UnitReport unit) {
        this.run = run;
        this.unit = unit;
    }

    /** The run's page. */
    @StaplerNotDispatchable
    public RunPage getRun() {
        return run;
    }

    /** The build, under the name that core's layouts ask for. */
    @StaplerNotDispatchable
    public Run<?, ?> getObject() {
        return run.getObject();
    }

    /** Everything that is known of it. */
    public UnitReport getReport() {
        return unit;
    }

    /** For the REST API. */
    public Api getApi() {
        return new Api(this);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return TextCleaner.line(unit.name());
    }

    /** From the context's root. */
    public String getUrl() {
        return run.getUrl() + "unit/" + Util.rawEncode(unit.key()) + "/";
    }

    /** From the context's root: its whole log as plain text. */
    public String getLogUrl() {
        return run.getUrl() + "log/" + Util.rawEncode(unit.key());
    }

    @Exported
    public String getName() {
        return unit.name();
    }

    @Exported
    public String getKey() {
        return unit.key();
    }

    @Exported
    public String getPath() {
        return unit.path();
    }

    @Exported
    @CheckForNull
    public String getWorkspace() {
        return unit.workspace();
    }

    @Exported
    public String getStatus() {
        return unit.status().name();
    }

    /** The word of the process under way, such as {@code plan}; null while there is none. */
    @Exported
    @CheckForNull
    public String getCommand() {
        return unit.command();
    }

    @Exported
    @CheckForNull
    public Integer getExitCode() {
        return unit.exitCode();
    }

    @Exported
    @CheckForNull
    public String getStartedAt() {
        return unit.startedAt() == null ? null : EventJson.instant(unit.startedAt());
    }

    @Exported
    public long getQueuedMillis() {
        return unit.queuedMillis();
    }

    @Exported
    public long getDurationMillis() {
        return unit.durationMillis();
    }

    @Exported
    public boolean isHasChanges() {
        return unit.hasChanges();
    }

    /** Null where no plan has told them. */
    @Exported
    @CheckForNull
    public ChangesBean getChanges() {
        ChangeCounts changes = unit.changes();
        return changes == null ? null : new ChangesBean(changes);
    }

    @Exported
    public List<String> getDependsOn() {
        return unit.dependsOn();
    }

    /** Why it isn't SUCCEEDED, or for whom it waits; null where there is nothing to say. */
    @Exported
    @CheckForNull
    public String getCause() {
        return unit.cause();
    }

    /** In words, such as {@code timed out}, with what it does now. */
    public String getStateWord() {
        return Wording.state(unit.status());
    }

    /** What terraform does now, or how it is being stopped; null while it does nothing. */
    @CheckForNull
    public String getActivity() {
        return unit.stopping() == null ? unit.command() : unit.stopping();
    }

    /** The class by which its state gets a colour. */
    public String getStateClass() {
        return StateLook.cssClass(unit.status());
    }

    /** The symbol of its state. */
    public String getIcon() {
        return StateLook.icon(unit.status());
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
                .map(change -> new ChangeRow(this, change))
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

    /** Everything about it, for the page's script. */
    @GET
    @WebMethod(name = "state")
    public HttpResponse doState() {
        return run.model((writer, report, out) -> writer.unit(unit, out));
    }

    /** The whole diff of its plan. */
    @GET
    @WebMethod(name = "diff")
    public HttpResponse doDiff() {
        return text(unit.notes().diff(), "diff");
    }

    /** The whole diff of the plan that replaced it. */
    @GET
    @WebMethod(name = "replanned-diff")
    public HttpResponse doReplannedDiff() {
        return text(unit.notes().replannedDiff(), "replanned.diff");
    }

    /** Stops it; the rest of the run goes on. A second time, 3 s later, kills it. */
    @RequirePOST
    @WebMethod(name = "abort")
    public HttpResponse doAbort() {
        return run.abortUnit(unit.name());
    }

    /** Its log. */
    HttpResponse log() {
        return new TextResponse(
                run.folder(),
                unit.log(),
                unit.key() + ".log",
                run.isLive() && !unit.status().isFinal());
    }

    private HttpResponse text(@CheckForNull String path, String ending) {
        return path == null
                ? HttpResponses.notFound()
                : new TextResponse(run.folder(), path, unit.key() + "." + ending, false);
    }
}
