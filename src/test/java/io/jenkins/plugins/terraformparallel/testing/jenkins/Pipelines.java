package io.jenkins.plugins.terraformparallel.testing.jenkins;

import hudson.model.Descriptor.FormException;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines that make their own modules and run the step on them, and what tests want to know of their builds. */
public final class Pipelines {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Pipelines() {}

    /** A module that needs no network; its apply takes so many seconds. */
    public static String module(String directory, int seconds) {
        String text = "resource \"terraform_data\" \"it\" {\n  provisioner \"local-exec\" { command = \"sleep "
                + seconds + "\" }\n}\noutput \"name\" { value = \"" + directory + "\" }\n";
        return "writeFile file: '" + directory + "/main.tf', text: '''" + text + "'''\n";
    }

    /** Modules m1 to mN. */
    public static String modules(int count, int seconds) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> module("m" + i, seconds))
                .collect(Collectors.joining());
    }

    /** A sandboxed job with this script. */
    public static WorkflowJob job(JenkinsRule jenkins, String name, String script) throws IOException, FormException {
        WorkflowJob job = jenkins.jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** The folder of a build's only run. */
    public static LocalRunFolder folder(Run<?, ?> build) {
        TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
        List<String> runs = action == null ? List.of() : action.flowNodes();
        if (runs.size() != 1) {
            throw new AssertionError("expected one run in " + build + ", found " + runs);
        }
        return action.folder(runs.get(0));
    }

    /** The folders of a build's runs, in the order in which they began. */
    public static List<LocalRunFolder> runs(Run<?, ?> build) {
        TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
        return action == null
                ? List.of()
                : action.flowNodes().stream().map(action::folder).toList();
    }

    /** What is known of a build's only run, with nobody driving it. */
    public static RunReport report(Run<?, ?> build) throws IOException {
        return folder(build).report(false).orElseThrow(() -> new AssertionError("the run hasn't begun"));
    }

    /** Its journal. */
    public static List<RunEvent> events(Run<?, ?> build) throws IOException {
        List<RunEvent> events = new ArrayList<>();
        folder(build).read(events::add);
        return events;
    }

    /** How many units of a build's only run have started; 0 where there is no run yet. */
    public static long started(Run<?, ?> build) throws IOException {
        TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
        if (action == null || action.flowNodes().isEmpty()) {
            return 0;
        }
        return events(build).stream()
                .filter(RunEvent.UnitStarted.class::isInstance)
                .count();
    }

    /** How many apply processes of a build's only run are known to be starting or running. */
    public static long applying(Run<?, ?> build) throws IOException {
        TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
        if (action == null || action.flowNodes().isEmpty()) {
            return 0;
        }
        return events(build).stream()
                .filter(RunEvent.ChainStarting.class::isInstance)
                .map(RunEvent.ChainStarting.class::cast)
                .filter(chain -> chain.processes().stream()
                        .anyMatch(process -> process.command().equals("apply")))
                .count();
    }

    /** Waits until a condition holds. */
    public static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
