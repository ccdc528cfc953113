package org.jenkinsci.plugins.workflow.support.steps;

import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;

public class ExecutorStepExecution extends AbstractStepExecutionImpl {

    public static final class RemovedNodeCause extends CauseOfInterruption implements AgentErrorCondition.Retryable {
        public RemovedNodeCause() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }
    }

    public static final class RemovedNodeTimeoutCause extends CauseOfInterruption
            implements AgentErrorCondition.Retryable {
        public RemovedNodeTimeoutCause() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public boolean start() throws Exception {
        throw new UnsupportedOperationException();
    }

    private ExecutorStepExecution() {
        throw new UnsupportedOperationException();
    }
}
