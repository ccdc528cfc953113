package io.jenkins.plugins.terraformparallel.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Node;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.FormValidation;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * How many terraform processes a node takes at once, of all builds together, where that isn't as many as the global
 * configuration says. Saved with the node. Any thread.
 */
public final class NodeLimit extends NodeProperty<Node> {

    static final int DEFAULT = 4;
    /** More is a typing error. */
    private static final int MOST = 1000;

    private final int processes;

    /** @throws IllegalArgumentException where it is no such number */
    @DataBoundConstructor
    public NodeLimit(int processes) {
        this.processes = require("processes", processes);
    }

    /** From 1. */
    public int getProcesses() {
        // A node's file may have been written by hand.
        return isLimit(processes) ? processes : DEFAULT;
    }

    static boolean isLimit(int processes) {
        return processes >= 1 && processes <= MOST;
    }

    static int require(String field, int processes) {
        if (!isLimit(processes)) {
            throw new IllegalArgumentException(field + ": found " + processes + ", expected " + expected());
        }
        return processes;
    }

    static FormValidation check(String value) {
        try {
            return isLimit(Integer.parseInt(value.strip())) ? FormValidation.ok() : FormValidation.error(expected());
        } catch (NumberFormatException e) {
            return FormValidation.error(expected());
        }
    }

    private static String expected() {
        return Messages.NodeLimit_expected(MOST);
    }

    /** Knows the property. */
    @Extension
    @Symbol("terraformParallel")
    public static final class DescriptorImpl extends NodePropertyDescriptor {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.NodeLimit_displayName();
        }

        /** The default for all nodes stands in the global configuration. */
        @Override
        public boolean isApplicableAsGlobal() {
            return false;
        }

        @POST
        public FormValidation doCheckProcesses(@QueryParameter String value) {
            return check(value);
        }
    }
}
