package org.jenkinsci.plugins.workflow.flow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Queue;
import java.io.IOException;
import java.io.Serializable;

public abstract class FlowExecutionOwner implements Serializable {

    public interface Executable extends Queue.Executable {
        @CheckForNull
        FlowExecutionOwner asFlowExecutionOwner();
    }

    @CheckForNull
    public FlowExecution getOrNull() {
        throw new UnsupportedOperationException();
    }

    public abstract Queue.Executable getExecutable() throws IOException;

    private FlowExecutionOwner() {
        throw new UnsupportedOperationException();
    }
}
