package org.jenkinsci.plugins.workflow.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.console.ConsoleLogFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;

public abstract class TaskListenerDecorator implements Serializable {
    public TaskListenerDecorator() {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public abstract OutputStream decorate(@NonNull OutputStream logger) throws IOException, InterruptedException;

    @Nullable
    public static TaskListenerDecorator merge(
            @CheckForNull TaskListenerDecorator original, @CheckForNull TaskListenerDecorator subsequent) {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public static TaskListenerDecorator fromConsoleLogFilter(@CheckForNull ConsoleLogFilter filter) {
        throw new UnsupportedOperationException();
    }
}
