package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that are driven at this moment, by build and flow node. Whoever drives a run enters it; pages look it up.
 * Thread-safe.
 */
@Extension
public final class LiveRuns {

    private final Map<Run<?, ?>, Map<String, LiveRun>> runs = new ConcurrentHashMap<>();

    /** This instance's. */
    public static LiveRuns get() {
        return ExtensionList.lookupSingleton(LiveRuns.class);
    }

    /** From now on the run is driven. */
    public void add(Run<?, ?> build, String flowNode, LiveRun live) {
        runs.computeIfAbsent(build, any -> new ConcurrentHashMap<>()).put(flowNode, live);
    }

    /** From now on it isn't. */
    public void remove(Run<?, ?> build, String flowNode) {
        runs.computeIfPresent(build, (any, ofBuild) -> {
            ofBuild.remove(flowNode);
            return ofBuild.isEmpty() ? null : ofBuild;
        });
    }

    /** The runs of a build that are driven. */
    public List<LiveRun> of(Run<?, ?> build) {
        Map<String, LiveRun> ofBuild = runs.get(build);
        return ofBuild == null ? List.of() : List.copyOf(ofBuild.values());
    }

    /** Null where nobody drives it. */
    @CheckForNull
    public LiveRun find(Run<?, ?> build, String flowNode) {
        Map<String, LiveRun> ofBuild = runs.get(build);
        return ofBuild == null ? null : ofBuild.get(flowNode);
    }
}
