package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.console.ConsoleLogFilter;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.terraformparallel.agent.HostGoneException;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The living step that waits for a run: what only its context can give, and the one answer that it gets. A run goes on
 * without it, when Jenkins ends the step by force. Any thread.
 */
final class StepLink {

    private final StepContext context;
    private final FlowNode node;
    private final Run<?, ?> build;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** @throws IOException where the step is over already */
    StepLink(StepContext context) throws IOException, InterruptedException {
        this.context = context;
        FlowNode own = context.get(FlowNode.class);
        if (own == null) {
            throw new IOException("the step has no flow node");
        }
        this.node = own;
        Run<?, ?> ownBuild = context.get(Run.class);
        if (ownBuild == null) {
            throw new IOException("the step has no build");
        }
        this.build = ownBuild;
    }

    /** The build. */
    Run<?, ?> build() {
        return build;
    }

    /** The id by which the build is found again; it changes when its job is renamed. */
    String externalizableId() {
        return get(Run.class).getExternalizableId();
    }

    /** Names the run within its build. */
    String flowNode() {
        return node.getId();
    }

    /**
     * Whether nobody waits for an answer any more, because the step was answered or Jenkins has ended it by force. A hard
     * kill ends the build and leaves its flow nodes as they were.
     */
    boolean isOver() {
        return answered.get() || !node.isActive() || !build.isBuilding();
    }

    /** The directory that the step is in. */
    FilePath directory() {
        return get(FilePath.class);
    }

    /** The name of the step's node; empty for the built-in one. */
    String nodeName() {
        return get(Computer.class).getName();
    }

    /** What processes inherit, asked again at each call. */
    EnvVars environment() {
        return new EnvVars(get(EnvVars.class));
    }

    /** The decorated launcher. */
    Launcher launcher() {
        return get(Launcher.class);
    }

    /** The console. */
    TaskListener listener() {
        return get(TaskListener.class);
    }

    /** The values in an environment that {@code withCredentials} and the like keep secret. */
    Set<String> secrets(EnvVars environment) {
        Set<String> secrets = new TreeSet<>();
        EnvironmentExpander expander = find(EnvironmentExpander.class);
        if (expander != null) {
            expander.getSensitiveVariables().forEach(name -> {
                String value = environment.get(name);
                if (value != null) {
                    secrets.add(value);
                }
            });
        }
        return secrets;
    }

    /** What else masks the console; null if nothing. */
    @CheckForNull
    TaskListenerDecorator decorator() {
        return TaskListenerDecorator.merge(
                TaskListenerDecorator.fromConsoleLogFilter(find(ConsoleLogFilter.class)),
                find(TaskListenerDecorator.class));
    }

    /** Whether somebody has paused the build. */
    boolean isPaused() {
        FlowExecution execution = node.getExecution();
        return execution instanceof CpsFlowExecution cps && cps.isPaused();
    }

    /** Marks the step and the build. */
    void unstable(String message) {
        node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(message));
        build.setResult(Result.UNSTABLE);
    }

    /** Answers the step, unless it was answered. */
    void succeed(Object result) {
        if (answered.compareAndSet(false, true)) {
            context.onSuccess(result);
        }
    }

    /** Answers the step, unless it was answered. */
    void fail(Throwable cause) {
        if (answered.compareAndSet(false, true)) {
            context.onFailure(cause);
        }
    }

    private <T> T get(Class<T> type) {
        T value = find(type);
        if (value == null) {
            throw new HostGoneException("the step has no " + type.getSimpleName() + " any more");
        }
        return value;
    }

    @CheckForNull
    private <T> T find(Class<T> type) {
        try {
            return context.get(type);
        } catch (IOException e) {
            throw new HostGoneException("the step's " + type.getSimpleName() + " can't be had", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostGoneException("interrupted while the step was asked for its " + type.getSimpleName(), e);
        }
    }
}
