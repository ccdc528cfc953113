package org.jenkinsci.plugins.workflow.support.steps;

import java.io.IOException;

final class AgentOfflineException extends IOException {
    private AgentOfflineException() {
        throw new UnsupportedOperationException();
    }
}
