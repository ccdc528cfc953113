package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.util.Map;

/** Reads a request and checks it against the node's files and programs, before anything is started. */
public final class AgentPreparation {

    private AgentPreparation() {}

    /**
     * A run that could start.
     *
     * @param executable terraform's absolute path, as seen through the launcher
     * @param sharedPluginCache the provider cache on which only one init may work at a time; null if none
     */
    public record Prepared(
            RunRequest request,
            WorkPlan plan,
            String executable,
            @CheckForNull String sharedPluginCache) {}

    /**
     * Reads and checks.
     *
     * @param raw the step's arguments by their names
     * @throws RequestException with everything that is wrong
     * @throws HostGoneException where the node can't be reached
     * @throws IOException where the workspace can't be read
     */
    public static Prepared prepare(Map<String, ?> raw, AgentPlace place, AgentAccess access)
            throws RequestException, IOException {
        throw new UnsupportedOperationException("TODO " + raw.size() + place + access);
    }
}
