package org.jenkinsci.plugins.workflow.flow;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import java.io.Serializable;

public abstract class ErrorCondition implements Describable<ErrorCondition>, ExtensionPoint, Serializable {
    public ErrorCondition() {
        throw new UnsupportedOperationException();
    }
}
