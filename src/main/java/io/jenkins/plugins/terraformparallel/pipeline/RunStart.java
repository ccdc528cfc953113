package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.terraformparallel.agent.AgentPlace;
import io.jenkins.plugins.terraformparallel.agent.AgentPorts;
import io.jenkins.plugins.terraformparallel.agent.AgentPreparation;
import io.jenkins.plugins.terraformparallel.agent.CacheOwner;
import io.jenkins.plugins.terraformparallel.config.TerraformParallelConfiguration;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.run.Masker;
import io.jenkins.plugins.terraformparallel.engine.run.VersionProbe;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import io.jenkins.plugins.terraformparallel.results.PlanPlace;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What comes before a run's first event: the request is read and checked against the files on the node, and terraform is
 * asked for its version. Nothing of the user's was started by then, so that all of it can be done again where the node is
 * lost meanwhile. Not thread-safe: the run's driver.
 *
 * @param prepared the same, with the units that it means on the node
 * @param masker knows the secrets
 * @param open what is remembered of the run from its first event on
 */
record RunStart(
        AgentPreparation.Prepared prepared,
        Masker masker,
        EnvVars environment,
        OpenRun open,
        AgentPorts ports,
        VersionProbe probe) {

    /**
     * Reads and checks everything.
     *
     * @param id the new run's
     * @param living tells the ids of runs whose files on the node are not to be touched now
     * @throws RequestException with all that is wrong; nothing was started
     */
    static RunStart begin(
            String id,
            Map<String, Object> arguments,
            StepLink step,
            RunAccess access,
            TerraformParallelAction action,
            Supplier<Set<String>> living,
            Clock clock)
            throws RequestException, IOException {
        EnvVars environment = step.environment();
        AgentPlace place = place(step, environment);
        AgentPreparation.Prepared prepared = AgentPreparation.prepare(arguments, place, cacheOwner(step), access);
        RunRequest request = prepared.request();
        String plans = AgentPorts.planDirectory(place, action.key());
        requirePlansHere(request, action, place.node(), plans);
        OpenRun open =
                new OpenRun(id, step.externalizableId(), step.flowNode(), place, plans, prepared.sharedPluginCache());
        AgentPorts ports = new AgentPorts(place, id, RunKeys.hashKey(action.key()), access);
        ports.tidy(living);
        VersionProbe probe = new VersionProbe(id, prepared.executable(), place.directory(), ports.host(), clock);
        return new RunStart(prepared, StepMasks.of(request, environment, step), environment, open, ports, probe);
    }

    RunRequest request() {
        return prepared.request();
    }

    /** Asks terraform for its version. */
    void askVersion() throws IOException {
        probe.start();
    }

    /** Terraform's version, after {@link #askVersion}; null while it hasn't told. */
    @CheckForNull
    TerraformVersion version() throws RequestException, IOException {
        return probe.poll();
    }

    private static CacheOwner cacheOwner(StepLink step) {
        String build = step.externalizableId();
        return new CacheOwner(
                build.substring(0, Math.max(0, build.lastIndexOf('#'))),
                TerraformParallelConfiguration.get().sharedPluginCacheDirectory());
    }

    private static AgentPlace place(StepLink step, EnvVars environment) throws IOException {
        FilePath directory = step.directory();
        FilePath root = root(directory, environment.get("WORKSPACE"));
        FilePath temporary = WorkspaceList.tempDir(root);
        if (temporary == null) {
            throw new IOException("there is no place for temporary files beside the workspace " + root.getRemote());
        }
        return new AgentPlace(step.nodeName(), root.getRemote(), directory.getRemote(), temporary.getRemote());
    }

    /** The workspace's root, where the step is somewhere in it, as within {@code dir}. */
    private static FilePath root(FilePath directory, @CheckForNull String workspace) {
        String path = directory.getRemote();
        boolean inside = workspace != null
                && !workspace.isEmpty()
                && (path.equals(workspace) || path.startsWith(workspace + "/"));
        return inside ? new FilePath(directory.getChannel(), workspace) : directory;
    }

    /** Plans that a person may have approved are applied where they lie, or not at all. */
    private static void requirePlansHere(
            RunRequest request, TerraformParallelAction action, String node, String directory) throws RequestException {
        boolean applies = request.operation() == Operation.APPLY && request.savedPlans() != SavedPlans.IGNORE;
        List<PlanPlace> places = action.planPlaces();
        if (applies && !places.isEmpty() && !places.contains(new PlanPlace(node, directory))) {
            throw new RequestException(List.of(new Mistake(
                    "savedPlans",
                    "plans of this build on "
                            + places.stream().map(PlanPlace::toString).collect(Collectors.joining(", ")),
                    "them on this node and in this workspace: plan and apply need the same ones; or savedPlans:"
                            + " 'ignore', which plans anew")));
        }
    }
}
