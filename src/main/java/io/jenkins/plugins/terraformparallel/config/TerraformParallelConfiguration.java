package io.jenkins.plugins.terraformparallel.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Node;
import hudson.util.FormValidation;
import java.time.Duration;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What an administrator sets for all runs of this controller. Saved in Jenkins' home; asked at each use. Any thread. */
@Extension
@Symbol("terraformParallel")
public final class TerraformParallelConfiguration extends GlobalConfiguration {

    private static final int DEFAULT_AGENT_TIMEOUT_MINUTES = 5;
    /** A year: more is a typing error. */
    private static final int MAX_AGENT_TIMEOUT_MINUTES = 365 * 24 * 60;

    private volatile int agentTimeoutMinutes = DEFAULT_AGENT_TIMEOUT_MINUTES;
    /** 0 where it was saved by an earlier version. */
    private volatile int processesPerNode = NodeLimit.DEFAULT;

    /** Serialized default is null: none. */
    private volatile String pluginCacheDirectory;

    @DataBoundConstructor
    public TerraformParallelConfiguration() {
        load();
    }

    public static TerraformParallelConfiguration get() {
        return ExtensionList.lookupSingleton(TerraformParallelConfiguration.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.TerraformParallelConfiguration_displayName();
    }

    /** How long an agent may be away before its units are given up; from 1. */
    public int getAgentTimeoutMinutes() {
        return isAgentTimeout(agentTimeoutMinutes) ? agentTimeoutMinutes : DEFAULT_AGENT_TIMEOUT_MINUTES;
    }

    /** @throws IllegalArgumentException where it is no such number */
    @DataBoundSetter
    public void setAgentTimeoutMinutes(int agentTimeoutMinutes) {
        if (!isAgentTimeout(agentTimeoutMinutes)) {
            throw new IllegalArgumentException("agentTimeoutMinutes: found " + agentTimeoutMinutes + ", expected "
                    + Messages.TerraformParallelConfiguration_agentTimeout(MAX_AGENT_TIMEOUT_MINUTES));
        }
        this.agentTimeoutMinutes = agentTimeoutMinutes;
        save();
    }

    /** The same as a duration. */
    public Duration agentTimeout() {
        return Duration.ofMinutes(getAgentTimeoutMinutes());
    }

    /** The most terraform processes at once on a node that has no {@link NodeLimit} of its own; from 1. */
    public int getProcessesPerNode() {
        return NodeLimit.isLimit(processesPerNode) ? processesPerNode : NodeLimit.DEFAULT;
    }

    /** @throws IllegalArgumentException where it is no such number */
    @DataBoundSetter
    public void setProcessesPerNode(int processesPerNode) {
        this.processesPerNode = NodeLimit.require("processesPerNode", processesPerNode);
        save();
    }

    /** @param node its name; empty for the built-in node */
    public int processesOn(String node) {
        Node found = node.isEmpty() ? Jenkins.get() : Jenkins.get().getNode(node);
        NodeLimit own = found == null ? null : found.getNodeProperty(NodeLimit.class);
        return own == null ? getProcessesPerNode() : own.getProcesses();
    }

    @POST
    public FormValidation doCheckProcessesPerNode(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return NodeLimit.check(value);
    }

    /** The provider cache on nodes that jobs may share; empty if none. */
    public String getPluginCacheDirectory() {
        String directory = sharedPluginCacheDirectory();
        return directory == null ? "" : directory;
    }

    /** @throws IllegalArgumentException where it is no absolute path */
    @DataBoundSetter
    public void setPluginCacheDirectory(String pluginCacheDirectory) {
        String directory = trimmed(pluginCacheDirectory);
        if (!isCacheDirectory(directory)) {
            throw new IllegalArgumentException("pluginCacheDirectory: found " + directory + ", expected "
                    + Messages.TerraformParallelConfiguration_pluginCacheDirectory());
        }
        this.pluginCacheDirectory = directory;
        save();
    }

    /** The same; null if none. */
    @CheckForNull
    public String sharedPluginCacheDirectory() {
        String directory = trimmed(pluginCacheDirectory);
        return isCacheDirectory(directory) ? directory : null;
    }

    @POST
    public FormValidation doCheckPluginCacheDirectory(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return isCacheDirectory(trimmed(value))
                ? FormValidation.ok()
                : FormValidation.error(Messages.TerraformParallelConfiguration_pluginCacheDirectory());
    }

    @CheckForNull
    private static String trimmed(@CheckForNull String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Empty or an absolute path that can't mean another one. */
    private static boolean isCacheDirectory(@CheckForNull String directory) {
        return directory == null
                || directory.startsWith("/")
                        && directory.length() > 1
                        && directory.chars().noneMatch(Character::isISOControl)
                        && !(directory + "/").contains("/../");
    }

    @POST
    public FormValidation doCheckAgentTimeoutMinutes(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String expected = Messages.TerraformParallelConfiguration_agentTimeout(MAX_AGENT_TIMEOUT_MINUTES);
        try {
            return isAgentTimeout(Integer.parseInt(value.strip()))
                    ? FormValidation.ok()
                    : FormValidation.error(expected);
        } catch (NumberFormatException e) {
            return FormValidation.error(expected);
        }
    }

    private static boolean isAgentTimeout(int minutes) {
        return minutes >= 1 && minutes <= MAX_AGENT_TIMEOUT_MINUTES;
    }
}
