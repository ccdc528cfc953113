package org.jenkinsci.plugins.workflow.support.steps;

import org.jenkinsci.plugins.workflow.flow.ErrorCondition;

public final class AgentErrorCondition extends ErrorCondition {

    public interface Retryable {}

    public AgentErrorCondition() {
        throw new UnsupportedOperationException();
    }
}
