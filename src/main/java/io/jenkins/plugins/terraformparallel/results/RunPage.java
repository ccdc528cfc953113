package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.Attention;
import io.jenkins.plugins.terraformparallel.engine.report.AttentionItem;
import io.jenkins.plugins.terraformparallel.engine.report.HtmlReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.JUnitReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.JsonReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.MarkdownReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.PageModelWriter;
import io.jenkins.plugins.terraformparallel.engine.report.PageMoment;
import io.jenkins.plugins.terraformparallel.engine.report.ReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.TimeLeft;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.report.Verdict;
import io.jenkins.plugins.terraformparallel.engine.report.Wording;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

    private final TerraformParallelAction action;
    private final LocalRunFolder folder;
    private final RunReading reading;

    RunPage(TerraformParallelAction action, LocalRunFolder folder, RunReading reading) {
        this.action = action;
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

    /** Why there is no report: {@code NO_JOURNAL}, {@code NO_BEGINNING} or {@code UNREADABLE}; null where there is one. */
    @CheckForNull
    public String getGap() {
        RunReading.Gap gap = reading.gap();
        return gap == null ? null : gap.name();
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

    /** Whether nobody drives it although its build goes on, as just after a restart. */
    public boolean isWaitingForDriver() {
        return !reading.live() && getObject().isBuilding() && (reading.report() == null || status() == RunStatus.LOST);
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
        return reading.report() == null ? null : status().name();
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
        getCounts().forEach(count -> totals.put(count.getStatus(), count.getNumber()));
        return totals;
    }

    /** The changes of all units together; null where no plan has told any. */
    @Exported(visibility = 2)
    @CheckForNull
    public ChangesBean getChanges() {
        return units().stream()
                .map(UnitReport::changes)
                .filter(Objects::nonNull)
                .reduce(ChangeCounts::plus)
                .map(ChangesBean::new)
                .orElse(null);
    }

    /** Its units, in starting order. */
    @Exported(visibility = 1)
    public List<UnitPage> getUnits() {
        return units().stream().map(unit -> new UnitPage(this, unit)).toList();
    }

    /** The units that failed, timed out or were aborted. */
    public List<UnitPage> getFailures() {
        return getUnits().stream().filter(unit -> unit.getReport().isFailure()).toList();
    }

    /**
     * All planned changes of the run.
     *
     * @param action of which kind; null or empty for all
     */
    public List<ChangeRow> changeRows(@CheckForNull String action) {
        return getUnits().stream()
                .flatMap(unit -> unit.getResources().stream())
                .filter(row ->
                        action == null || action.isEmpty() || row.getAction().equals(action))
                .toList();
    }

    /** How many planned changes there are of each kind that occurs. */
    public Map<String, Long> getActionCounts() {
        return changeRows(null).stream()
                .collect(Collectors.groupingBy(ChangeRow::getAction, TreeMap::new, Collectors.counting()));
    }

    /** Sentences about the run, clean. */
    public List<String> getRemarks() {
        RunReport report = reading.report();
        return report == null
                ? List.of()
                : report.remarks().stream().map(TextCleaner::line).toList();
    }

    /** The states that occur, in their order. */
    public List<StateCount> getCounts() {
        RunReport report = reading.report();
        List<StateCount> counts = new ArrayList<>();
        if (report != null) {
            int before = 0;
            for (Map.Entry<UnitState, Integer> total : report.totals().entrySet()) {
                counts.add(new StateCount(total.getKey(), total.getValue(), before));
                before += total.getValue();
            }
        }
        return counts;
    }

    /** The symbols of all states, for the page's script. */
    public List<StateCount> getStateLooks() {
        return Arrays.stream(UnitState.values())
                .map(state -> new StateCount(state, 0, 0))
                .toList();
    }

    /** What needs eyes besides failures, the most urgent first. */
    List<AttentionItem> attention() {
        RunReport report = reading.report();
        return report == null ? List.of() : Attention.of(report);
    }

    /** Likewise, by kind. */
    public List<AttentionGroup> getAttentionGroups() {
        return AttentionGroup.of(this, attention());
    }

    public boolean isWithWorkspaces() {
        return units().stream().anyMatch(unit -> unit.workspace() != null);
    }

    /** Terraform's executable and version, clean. */
    public String getExecutableText() {
        RunReport report = reading.report();
        return report == null ? "" : TextCleaner.line(report.executable() + " " + report.version());
    }

    /** How many run at once, and how many were asked for where that differs. */
    public String getParallelText() {
        RunReport report = reading.report();
        return report == null ? "" : Wording.parallel(report);
    }

    public String getDurationText() {
        return Wording.duration(getDurationMillis());
    }

    /** The class by which its status gets a colour. */
    public String getStateClass() {
        return reading.report() == null ? "tfp-unknown" : StateLook.cssClass(status());
    }

    /** The symbol of its status. */
    public String getIcon() {
        return reading.report() == null ? "symbol-status-nobuilt" : StateLook.icon(status());
    }

    /** Whether whoever looks at it may abort it now. */
    public boolean isAbortable() {
        RunReport report = reading.report();
        return reading.live()
                && (report == null || !report.isOver())
                && getObject().hasPermission(Item.CANCEL);
    }

    /** A unit's page; null where the run has no unit of that key. */
    @CheckForNull
    public UnitPage getUnit(String key) {
        return units().stream()
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
        String since = request.getParameter("since");
        if (since != null && !since.matches("[0-9]{1,18}")) {
            return HttpResponses.errorWithoutStack(400, Messages.RunPage_since());
        }
        return model((writer, report, out) ->
                writer.overview(report, moment(since == null ? 0 : Long.parseLong(since)), out));
    }

    /** All planned changes, for the page's script. */
    @GET
    @WebMethod(name = "resources")
    public HttpResponse doResources() {
        return model(PageModelWriter::changes);
    }

    /** The result as JSON. */
    @GET
    @WebMethod(name = "json")
    public HttpResponse doJson() {
        return report(new JsonReportWriter(), "application/json", null);
    }

    /** The result as JUnit's XML. */
    @GET
    @WebMethod(name = "junit")
    public HttpResponse doJunit() {
        return report(new JUnitReportWriter(), "application/xml", null);
    }

    /** The result as Markdown. */
    @GET
    @WebMethod(name = "markdown")
    public HttpResponse doMarkdown() {
        return report(new MarkdownReportWriter(), "text/plain", null);
    }

    /** The result as one HTML document, to be saved: within Jenkins it would lose its style. */
    @GET
    @WebMethod(name = "html")
    public HttpResponse doHtml() {
        return report(new HtmlReportWriter(), "text/html", "terraform-" + folder.flowNode() + ".html");
    }

    /** Stops the run: one signal to each terraform, and the grace period; a person's second one, 3 s later, kills. */
    @RequirePOST
    @WebMethod(name = "abort")
    public HttpResponse doAbort() {
        getObject().checkPermission(Item.CANCEL);
        return withLive(live -> live.abort(person(), true));
    }

    /** Kills what an abort waits for. */
    @RequirePOST
    @WebMethod(name = "kill")
    public HttpResponse doKill() {
        getObject().checkPermission(Item.CANCEL);
        return withLive(live -> live.kill(person()));
    }

    HttpResponse abortUnit(String unit) {
        getObject().checkPermission(Item.CANCEL);
        return withLive(live -> live.abortUnit(unit, person()));
    }

    private HttpResponse withLive(Consumer<LiveRun> action) {
        LiveRun live = LiveRuns.get().find(folder.build(), folder.flowNode());
        if (live == null) {
            return HttpResponses.errorWithoutStack(409, Messages.RunPage_notDriven());
        }
        action.accept(live);
        return HttpResponses.redirectViaContextPath(getUrl());
    }

    private static String person() {
        User user = User.current();
        return user == null ? Messages.RunPage_somebody() : user.getDisplayName();
    }

    private PageMoment moment(long since) {
        LiveRun live = LiveRuns.get().find(folder.build(), folder.flowNode());
        Long grace =
                live == null ? null : live.gracePeriod().map(Duration::toMillis).orElse(null);
        boolean complete = reading.isFinal() && !isWaitingForDriver();
        return new PageMoment(Instant.now(), since, complete, left(), grace, isAbortable());
    }

    /** How long it will still take, as far as earlier builds tell; null where nobody can say. */
    @CheckForNull
    private Long left() {
        RunReport report = reading.report();
        if (report == null || !reading.live()) {
            return null;
        }
        OptionalLong left = TimeLeft.of(report, action.usualDurations(folder.flowNode(), report));
        return left.isPresent() ? left.getAsLong() : null;
    }

    HttpResponse model(ModelResponse.Part part) {
        RunReport report = reading.report();
        return report == null
                ? HttpResponses.notFound()
                : new ModelResponse(part, report, reading.isFinal() && !isWaitingForDriver());
    }

    private HttpResponse report(ReportWriter writer, String contentType, @CheckForNull String fileName) {
        RunReport report = reading.report();
        return report == null
                ? HttpResponses.notFound()
                : new ReportResponse(writer, report, folder.files(), contentType, fileName, reading.isFinal());
    }

    private List<UnitReport> units() {
        RunReport report = reading.report();
        return report == null ? List.of() : report.units();
    }

    private RunStatus status() {
        return Objects.requireNonNull(reading.report()).status();
    }
}
