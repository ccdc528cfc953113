package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import java.time.Instant;
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
        Instant startedAt = unit.startedAt();
        return startedAt == null ? null : EventJson.instant(startedAt);
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

    /** How its page and tables show it. */
    @StaplerNotDispatchable
    public UnitView getView() {
        return new UnitView(this, run, unit);
    }

    /** Everything about it, for the page's script. */
    @GET
    @WebMethod(name = "state")
    public HttpResponse doState() {
        return run.answers().model((writer, report, out) -> writer.unit(unit, out));
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
        return run.control().act((live, person) -> live.abortUnit(unit.name(), person));
    }

    /** Kills it where it was told to stop. */
    @RequirePOST
    @WebMethod(name = "kill")
    public HttpResponse doKill() {
        return run.control().act((live, person) -> live.killUnit(unit.name(), person));
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
