package org.jenkinsci.plugins.workflow.graph;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Actionable;
import hudson.model.Saveable;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class FlowNode extends Actionable implements Saveable {
    public final boolean isActive() {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public FlowExecution getExecution() {
        throw new UnsupportedOperationException();
    }

    private FlowNode() {
        throw new UnsupportedOperationException();
    }
}
