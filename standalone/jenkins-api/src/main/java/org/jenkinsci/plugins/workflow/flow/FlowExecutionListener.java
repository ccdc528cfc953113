package org.jenkinsci.plugins.workflow.flow;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;

public abstract class FlowExecutionListener implements ExtensionPoint {
    public FlowExecutionListener() {
        throw new UnsupportedOperationException();
    }

    public void onCompleted(@NonNull FlowExecution execution) {
        throw new UnsupportedOperationException();
    }
}
