package io.jenkins.plugins.terraformparallel.testing.jenkins;

import hudson.model.Descriptor.FormException;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import io.jenkins.plugins.terraformparallel.testing.Await;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines that make their own modules and run the step on them, and what tests want to know of their builds. */
public final class Pipelines {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final AtomicInteger JOBS = new AtomicInteger();

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

    /** A build of a new job that runs this script in the sandbox. */
    public static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        return job(jenkins, "infra-" + JOBS.incrementAndGet(), script)
                .scheduleBuild2(0)
                .waitForStart();
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

    /** In how many units of a build's only run an apply is busy with its resource, or was; 0 where there is no run yet. */
    public static long applying(Run<?, ?> build) throws IOException {
        return runs(build).isEmpty() ? 0 : applying(folder(build));
    }

    /** The same of a run. */
    public static long applying(LocalRunFolder run) throws IOException {
        long applying = 0;
        for (Path log : filesBelow(run.path().resolve("logs"))) {
            applying += content(log).contains("Provisioning with") ? 1 : 0;
        }
        return applying;
    }

    /** The workspace of a build's job on the built-in node. */
    public static Path workspace(Run<?, ?> build) {
        return Jenkins.get()
                .getRootDir()
                .toPath()
                .resolve("workspace")
                .resolve(build.getParent().getName());
    }

    /** The product's files beside that workspace. */
    public static List<Path> temporaryFiles(Run<?, ?> build) {
        Path workspace = workspace(build);
        return filesBelow(
                workspace.resolveSibling(workspace.getFileName() + "@tmp").resolve("terraform-parallel"));
    }

    /** All files there at any depth, also while some of them come and go; none where there is no such directory. */
    public static List<Path> filesBelow(Path directory) {
        File[] entries = directory.toFile().listFiles();
        return Stream.of(entries == null ? new File[0] : entries)
                .flatMap(entry -> entry.isDirectory() ? filesBelow(entry.toPath()).stream() : Stream.of(entry.toPath()))
                .toList();
    }

    /** What a file holds, byte for byte; nothing where it is gone. */
    public static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Waits until so many units of a build's only run are in the middle of an apply. */
    public static void awaitApplying(Run<?, ?> build, int count) throws Exception {
        await(count + " applies", () -> applying(build) >= count);
    }

    /** Waits until a build's only run has ended, whether or not its step still lives; how it ended. */
    public static RunReport awaitEnd(Run<?, ?> build) throws Exception {
        await("the end of the run", () -> events(build).stream().anyMatch(RunEvent.RunEnded.class::isInstance));
        return report(build);
    }

    /** Waits until a condition holds. */
    public static void await(String what, Callable<Boolean> condition) throws Exception {
        Await.until(what, PATIENCE, condition);
    }
}
