package io.jenkins.plugins.terraformparallel.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.agent.AgentPlace;

/**
 * A run that has no end yet, as {@link LocalOpenRuns} remembers it: enough to find it again after a crash, whether or not
 * its build can go on. No secret.
 *
 * @param id the run's
 * @param build the build's externalizable id; it changes when the job is renamed
 * @param flowNode names the run within its build
 * @param plans the directory on the node where the build's plans lie
 * @param sharedPluginCache on the node, see
 *     {@link io.jenkins.plugins.terraformparallel.engine.run.RunResources#sharedPluginCache()}; null if none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record OpenRun(
        String id,
        String build,
        String flowNode,
        AgentPlace place,
        String plans,
        @CheckForNull String sharedPluginCache) {

    OpenRun ofBuild(String renamed) {
        return new OpenRun(id, renamed, flowNode, place, plans, sharedPluginCache);
    }
}
