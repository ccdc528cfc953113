package org.jenkinsci.plugins.workflow.steps;

public abstract class AbstractStepExecutionImpl extends StepExecution {
    @Deprecated
    protected AbstractStepExecutionImpl() {
        throw new UnsupportedOperationException();
    }

    protected AbstractStepExecutionImpl(StepContext context) {
        throw new UnsupportedOperationException();
    }
}
