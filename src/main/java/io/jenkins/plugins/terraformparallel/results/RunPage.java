package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.Attention;
import io.jenkins.plugins.terraformparallel.engine.report.AttentionItem;
import io.jenkins.plugins.terraformparallel.engine.report.HtmlReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.JUnitReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.JsonReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.MarkdownReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.PageModelWriter;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.report.Verdict;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import jenkins.security.stapler.StaplerNotDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/**
 * One run of a build: {@code <build>/terraform-parallel/<flow node id>/}. Made for one request; everything on it is of one
 * moment.
 */
@Restricted(NoExternalUse.class)
@ExportedBean(defaultVisibility = 3)
public final class RunPage implements ModelObject {

    private final LocalRunFolder folder;
    private final RunReading reading;

    RunPage(LocalRunFolder folder, RunReading reading) {
        this.folder = folder;
        this.reading = reading;
    }

    LocalRunFolder folder() {
        return folder;
    }

    /** The build, under the name that core's layouts ask for. */
    @StaplerNotDispatchable
    public Run<?, ?> getObject() {
        return folder.build();
    }

    /** From the context's root. */
    public String getUrl() {
        return TerraformParallelAction.url(folder.build(), folder.flowNode());
    }

    /** For the REST API. */
    public Api getApi() {
        return new Api(this);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        RunReport report = reading.report();
        return report == null ? "terraform" : "terraform " + report.operation().keyword();
    }

    /** Everything that is known; null where nothing is. */
    @CheckForNull
    public RunReport getReport() {
        return reading.report();
    }

    /** How its pages show it. */
    @StaplerNotDispatchable
    public RunView getView() {
        return new RunView(this, reading);
    }

    /** How many entries of the journal couldn't be read. */
    @Exported
    public long getUnreadableEntries() {
        return reading.unreadable();
    }

    /** Whether somebody drives it now. */
    @Exported
    public boolean isLive() {
        return reading.live();
    }

    /** Whether it has no end, and nobody to bring it to one now. */
    boolean isLost() {
        return reading.report() != null && reading.status() == RunStatus.LOST;
    }

    /** The id of the step's flow node, which names the run within its build. */
    @Exported
    public String getFlowNode() {
        return folder.flowNode();
    }

    @Exported
    @CheckForNull
    public String getOperation() {
        RunReport report = reading.report();
        return report == null ? null : report.operation().keyword();
    }

    @Exported
    @CheckForNull
    public String getStatus() {
        return reading.report() == null ? null : reading.status().name();
    }

    /** In one sentence; null where nothing is known. */
    @Exported
    @CheckForNull
    public String getVerdict() {
        RunReport report = reading.report();
        return report == null ? null : Verdict.of(report, TextCleaner::line);
    }

    @Exported
    @CheckForNull
    public String getTerraformVersion() {
        RunReport report = reading.report();
        return report == null ? null : report.version();
    }

    @Exported
    @CheckForNull
    public String getStartedAt() {
        RunReport report = reading.report();
        return report == null ? null : EventJson.instant(report.startedAt());
    }

    @Exported
    public long getDurationMillis() {
        RunReport report = reading.report();
        return report == null ? 0 : report.durationMillis();
    }

    @Exported
    public boolean isHasChanges() {
        RunReport report = reading.report();
        return report != null && report.hasChanges();
    }

    /** How many units are in each state. */
    @Exported
    public Map<String, Integer> getTotals() {
        Map<String, Integer> totals = new TreeMap<>();
        getView().getCounts().forEach(count -> totals.put(count.getStatus(), count.getNumber()));
        return totals;
    }

    /** The changes of all units together; null where no plan has told any. */
    @Exported(visibility = 2)
    @CheckForNull
    public ChangesBean getChanges() {
        return reading.units().stream()
                .map(UnitReport::changes)
                .filter(Objects::nonNull)
                .reduce(ChangeCounts::plus)
                .map(ChangesBean::new)
                .orElse(null);
    }

    /** Its units, in the plan's order. */
    @Exported(visibility = 1)
    public List<UnitPage> getUnits() {
        return reading.units().stream().map(unit -> new UnitPage(this, unit)).toList();
    }

    /** Whether whoever looks at it may abort it now. */
    public boolean isAbortable() {
        return control().isAbortable();
    }

    /** A unit's page; null where the run has no unit of that key. */
    @CheckForNull
    public UnitPage getUnit(String key) {
        return reading.units().stream()
                .filter(unit -> key.equals(unit.key()))
                .findFirst()
                .map(unit -> new UnitPage(this, unit))
                .orElse(null);
    }

    /** The whole log of a unit as plain text, or a part of it, see {@link TextResponse}: {@code log/<unit key>}. */
    @GET
    @WebMethod(name = "log")
    public HttpResponse doLog(StaplerRequest2 request) {
        String rest = request.getRestOfPath();
        UnitPage unit = rest.startsWith("/") ? getUnit(rest.substring(1)) : null;
        return unit == null ? HttpResponses.notFound() : unit.log();
    }

    /** What the page's script shows, see {@link PageModelWriter}: with {@code since}, what came after that event. */
    @GET
    @WebMethod(name = "state")
    public HttpResponse doState(StaplerRequest2 request) {
        return answers().state(request.getParameter("since"));
    }

    /** All planned changes, for the page's script. */
    @GET
    @WebMethod(name = "resources")
    public HttpResponse doResources() {
        return answers().model(PageModelWriter::changes);
    }

    /** The result as JSON. */
    @GET
    @WebMethod(name = "json")
    public HttpResponse doJson() {
        return answers().report(new JsonReportWriter(), "application/json", null);
    }

    /** The result as JUnit's XML. */
    @GET
    @WebMethod(name = "junit")
    public HttpResponse doJunit() {
        return answers().report(new JUnitReportWriter(), "application/xml", null);
    }

    /** The result as Markdown. */
    @GET
    @WebMethod(name = "markdown")
    public HttpResponse doMarkdown() {
        return answers().report(new MarkdownReportWriter(), "text/plain", null);
    }

    /** The result as one HTML document, to be saved: within Jenkins it would lose its style. */
    @GET
    @WebMethod(name = "html")
    public HttpResponse doHtml() {
        return answers().report(new HtmlReportWriter(), "text/html", "terraform-" + folder.flowNode() + ".html");
    }

    /** Stops the run: one signal to each terraform, and the grace period; a person's second one, 3 s later, kills. */
    @RequirePOST
    @WebMethod(name = "abort")
    public HttpResponse doAbort() {
        return control().act((live, person) -> live.abort(person, true));
    }

    /** Kills what an abort waits for. */
    @RequirePOST
    @WebMethod(name = "kill")
    public HttpResponse doKill() {
        return control().act(LiveRun::kill);
    }

    RunControl control() {
        return new RunControl(folder, reading);
    }

    /** What the page's script and programs are told. */
    RunAnswers answers() {
        return new RunAnswers(folder, reading);
    }

    /** What needs eyes besides failures, the most urgent first. */
    List<AttentionItem> attention() {
        RunReport report = reading.report();
        return report == null ? List.of() : Attention.of(report);
    }
}
