package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What holds for every module of the run unless the module says otherwise.
 *
 * @param workspaces empty where the run names none
 * @param createWorkspaces whether a workspace that doesn't exist is left to terraform to create
 * @param varFiles relative to the current directory
 * @param timeout for one unit, from its first process; null for none
 */
public record ModuleDefaults(
        List<String> workspaces,
        boolean createWorkspaces,
        List<String> varFiles,
        Map<String, Object> vars,
        Map<String, Object> backendConfig,
        Map<String, String> env,
        @CheckForNull Duration timeout)
        implements Serializable {}
