package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jenkins.model.RunAction2;

/**
 * The build's runs, by the ids of their flow nodes. Saved in build.xml, with plain fields only; everything else is read from
 * the runs' own folders.
 */
public final class TerraformParallelAction implements RunAction2 {

    private static final Object CREATING = new Object();

    /** Names this build for ever, also where its job is renamed: keys of hashes and places of plans hang on it. */
    private final String key;

    /** In the order in which they began; guarded by this. */
    private final ArrayList<String> flowNodes = new ArrayList<>();

    /** Where plans of this build lie: nodes and directories; guarded by this. */
    private final ArrayList<PlanPlace> plans = new ArrayList<>();

    private transient Run<?, ?> build;

    private TerraformParallelAction(Run<?, ?> build) {
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
        return "symbol-layers";
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return "Terraform";
    }

    @Override
    public String getUrlName() {
        return LocalRunFolder.NAME;
    }
}
