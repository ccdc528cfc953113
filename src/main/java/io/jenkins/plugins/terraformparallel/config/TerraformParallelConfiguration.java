package io.jenkins.plugins.terraformparallel.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
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
