package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Actionable;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import jenkins.management.Badge;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import jenkins.security.stapler.StaplerNotDispatchable;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The build's runs, by the ids of their flow nodes: {@code <build>/terraform-parallel/}. Saved in build.xml, with plain
 * fields only; everything else is read from the runs' own folders.
 */
@ExportedBean
public final class TerraformParallelAction extends Tab implements RunAction2, StaplerProxy {

    private static final Object CREATING = new Object();

    /** Names this build for ever, also where its job is renamed: keys of hashes and places of plans hang on it. */
    private final String key;

    /** In the order in which they began; guarded by this. */
    private final ArrayList<String> flowNodes = new ArrayList<>();

    /** Where plans of this build lie: nodes and directories; guarded by this. */
    private final ArrayList<PlanPlace> plans = new ArrayList<>();

    /** Figures of its runs that are over; null in builds of earlier versions. Guarded by this. */
    private ArrayList<RunSummary> summaries;

    private transient Run<?, ?> build;

    /** What pages have read; null before the first one asks. Guarded by this. */
    private transient RunReadings readings;

    private TerraformParallelAction(Run<?, ?> build) {
        super(build);
        this.build = build;
        this.key = UUID.randomUUID().toString();
    }

    /** The build's action; it gets one where it has none. */
    public static TerraformParallelAction of(Run<?, ?> build) {
        synchronized (CREATING) {
            TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
            if (action == null) {
                action = new TerraformParallelAction(build);
                build.addAction(action);
            }
            return action;
        }
    }

    /** A text that only this build has; no secret. */
    public String key() {
        return key;
    }

    /** Enters a run and saves the build. Idempotent. */
    public void add(String flowNode) throws IOException {
        synchronized (this) {
            if (flowNodes.contains(flowNode)) {
                return;
            }
            flowNodes.add(flowNode);
        }
        build.save();
    }

    /** The ids of the flow nodes of its runs, in the order in which they began. */
    public synchronized List<String> flowNodes() {
        return List.copyOf(flowNodes);
    }

    /** The folder of one of its runs. */
    public LocalRunFolder folder(String flowNode) {
        return new LocalRunFolder(build, flowNode);
    }

    /** Remembers where plans of this build lie, and saves the build. Idempotent. */
    public void addPlans(String node, String directory) throws IOException {
        PlanPlace place = new PlanPlace(node, directory);
        synchronized (this) {
            if (plans.contains(place)) {
                return;
            }
            plans.add(place);
        }
        build.save();
    }

    /** Where plans of this build lie, in the order in which they were made. */
    public synchronized List<PlanPlace> planPlaces() {
        return List.copyOf(plans);
    }

    /** The address of a run's page, from the context's root. */
    public static String url(Run<?, ?> build, String flowNode) {
        return build.getUrl() + LocalRunFolder.NAME + "/" + flowNode + "/";
    }

    /** The address of a unit's page, likewise. */
    public static String unitUrl(Run<?, ?> build, String flowNode, String unitKey) {
        return url(build, flowNode) + "unit/" + Util.rawEncode(unitKey) + "/";
    }

    /** Every page and address below it is for those who may read the build. */
    @Override
    public Object getTarget() {
        build.checkPermission(Item.READ);
        return this;
    }

    /** The page of a run, by its flow node's id; null where the build has no such run. */
    @CheckForNull
    public RunPage getDynamic(String flowNode) {
        return flowNodes().contains(flowNode) ? page(flowNode) : null;
    }

    /** The pages of its runs, in the order in which they began. */
    @Exported(visibility = 2)
    public List<RunPage> getRuns() {
        return flowNodes().stream().map(this::page).toList();
    }

    private RunPage page(String flowNode) {
        LocalRunFolder folder = folder(flowNode);
        return new RunPage(folder, readings().of(folder));
    }

    /** Keeps the figures of all its runs that are over, and saves the build where there are new ones. */
    void summarize() throws IOException {
        List<RunSummary> known = summaries();
        synchronized (this) {
            if (summaries != null && summaries.size() == known.size()) {
                return;
            }
            summaries = new ArrayList<>(known);
        }
        build.save();
    }

    /** The figures of its runs that are over, in the order in which they began. */
    List<RunSummary> summaries() {
        List<RunSummary> known = new ArrayList<>();
        for (String flowNode : flowNodes()) {
            RunSummary kept = kept(flowNode);
            RunReport report = kept == null ? page(flowNode).getReport() : null;
            if (kept != null) {
                known.add(kept);
            } else if (report != null && report.isOver() && report.status() != RunStatus.LOST) {
                known.add(RunSummary.of(flowNode, report));
            }
        }
        return known;
    }

    @CheckForNull
    private synchronized RunSummary kept(String flowNode) {
        return summaries == null
                ? null
                : summaries.stream()
                        .filter(summary -> summary.flowNode().equals(flowNode))
                        .findFirst()
                        .orElse(null);
    }

    private synchronized RunReadings readings() {
        if (readings == null) {
            readings = new RunReadings();
        }
        return readings;
    }

    /** For the REST API. */
    public Api getApi() {
        return new Api(this);
    }

    /** How many units failed, or how many run; null where there is nothing to say. */
    @CheckForNull
    @Override
    public Badge getBadge() {
        return RunsBadge.of(getRuns().stream()
                .map(RunPage::getReport)
                .filter(Objects::nonNull)
                .toList());
    }

    @StaplerNotDispatchable
    @Override
    public Actionable getObject() {
        return build;
    }

    @Override
    public void onAttached(Run<?, ?> run) {
        build = run;
    }

    @Override
    public void onLoad(Run<?, ?> run) {
        build = run;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return "symbol-terraform-parallel plugin-terraform-parallel";
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.TerraformParallelAction_displayName();
    }

    @Override
    public String getUrlName() {
        return LocalRunFolder.NAME;
    }
}
