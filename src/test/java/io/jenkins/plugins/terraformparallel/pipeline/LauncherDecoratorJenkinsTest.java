package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** Within a step that changes the launcher, as {@code docker.inside} and {@code container} do. */
@NeedsTerraform
class LauncherDecoratorJenkinsTest extends InOneJenkins {

    /** Launches everything with a prefix. */
    public static final class Prefixed extends Step {

        private final List<String> prefix;

        @DataBoundConstructor
        public Prefixed(List<String> prefix) {
            this.prefix = List.copyOf(prefix);
        }

        public List<String> getPrefix() {
            return prefix;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Body(context, prefix.toArray(String[]::new));
        }

        private static final class Body extends StepExecution {
            @Serial
            private static final long serialVersionUID = 1L;

            private final String[] prefix;

            Body(StepContext context, String[] prefix) {
                super(context);
                this.prefix = prefix;
            }

            @Override
            public boolean start() throws Exception {
                LauncherDecorator outer = getContext().get(LauncherDecorator.class);
                getContext()
                        .newBodyInvoker()
                        .withContext(BodyInvoker.mergeLauncherDecorators(outer, new Prefixing(prefix)))
                        .withCallback(BodyExecutionCallback.wrap(getContext()))
                        .start();
                return false;
            }
        }

        private static final class Prefixing extends LauncherDecorator implements Serializable {
            @Serial
            private static final long serialVersionUID = 1L;

            private final String[] prefix;

            Prefixing(String... prefix) {
                this.prefix = prefix;
            }

            @Override
            public Launcher decorate(Launcher launcher, Node node) {
                return launcher.decorateByPrefix(prefix);
            }
        }

        /** Knows the step. */
        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "launchedWith";
            }

            @Override
            public boolean takesImplicitBlockArgument() {
                return true;
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of();
            }
        }
    }

    @Test
    void terraformIsStartedAndAbortedThroughTheStepsLauncher() throws Exception {
        WorkflowRun build = start("node {\n" + """
                writeFile file: 'm1/main.tf', text: '''
                resource "terraform_data" "it" {
                  provisioner "local-exec" { command = "echo \\\\"decorated: $DECORATED\\\\"; sleep 60" }
                }
                '''
                launchedWith(['env', 'DECORATED=yes']) {
                  terraformParallel modules: 'm1', operation: 'apply', console: 'all'
                }
                }
                """);
        jenkins.waitForMessage("decorated: yes", build);
        build.doStop();
        end(Result.ABORTED, build);
        RunReport report = Pipelines.report(build);
        assertThat(report.count(UnitState.ABORTED)).isEqualTo(1);
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);
        assertThat(MarkedProcesses.ofRun(report.id())).isEmpty();
    }

    /** As in a container: the node sees the files but not the processes under their own ids. */
    @Test
    void inAPidNamespaceOfTheirOwn() throws Exception {
        Process container = new ProcessBuilder(
                        "unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "sleep", "600")
                .start();
        try {
            Pipelines.await("the namespace", () -> !container.isAlive() || init(container) != 0);
            assumeTrue(container.isAlive(), "no right to make a pid namespace");
            String inside = "launchedWith(['nsenter', '-t', '" + init(container) + "', '-p', '-m', '--']) {\n";
            WorkflowRun build = start("node {\n" + Pipelines.modules(2, 60) + Pipelines.module("n", 1) + inside
                    + "terraformParallel modules: 'n', operation: 'apply'\n"
                    + "terraformParallel modules: 'm*', operation: 'apply' } }");
            Pipelines.await("the second run", () -> Pipelines.runs(build).size() == 2);
            Pipelines.await(
                    "its applies",
                    () -> Pipelines.applying(Pipelines.runs(build).get(1)) == 2);
            build.doStop();
            end(Result.ABORTED, build);

            RunReport first = Pipelines.runs(build).get(0).report(false).orElseThrow();
            assertThat(first.count(UnitState.SUCCEEDED)).isEqualTo(1);
            RunReport second = Pipelines.runs(build).get(1).report(false).orElseThrow();
            assertThat(second.count(UnitState.ABORTED)).isEqualTo(2);
            assertThat(MarkedProcesses.ofRun(second.id())).isEmpty();
        } finally {
            container.descendants().forEach(ProcessHandle::destroyForcibly);
            container.destroyForcibly();
            container.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static long init(Process container) {
        return container
                .toHandle()
                .children()
                .findFirst()
                .map(ProcessHandle::pid)
                .orElse(0L);
    }
}
