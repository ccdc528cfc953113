package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A job is renamed while a run of its build goes on. */
@NeedsTerraform
class RenamedJobJenkinsTest extends InOneJenkins {

    @Test
    void logsAndPagesFollow() throws Exception {
        WorkflowRun build = start("node {\n" + Pipelines.modules(3, 4)
                + "def run = terraformParallel modules: 'm*', operation: 'apply', parallel: 1\n"
                + "echo \"page ${run.url}\" }");
        Pipelines.awaitApplying(build, 1);
        Path before = build.getRootDir().toPath();
        build.getParent().renameTo("called-otherwise");
        end(Result.SUCCESS, build);

        Path folder = Pipelines.folder(build).path();
        assertThat(before.resolve("terraform-parallel")).doesNotExist();
        assertThat(folder.toString()).contains("called-otherwise");
        assertThat(Pipelines.report(build).count(UnitState.SUCCEEDED)).isEqualTo(3);
        assertThat(Pipelines.filesBelow(folder.resolve("logs")))
                .hasSize(3)
                .allSatisfy(log -> assertThat(Pipelines.content(log)).contains("Apply complete"));
        String page = "job/called-otherwise/1/terraform-parallel/" + folder.getFileName() + "/";
        jenkins.assertLogContains("page " + jenkins.getURL() + page, build);
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(browser.goTo(page).asNormalizedText()).contains("m1", "m2", "m3");
        }
        Path open = jenkins.jenkins.getRootDir().toPath().resolve("terraform-parallel/open-runs");
        assertThat(Pipelines.filesBelow(open)).isEmpty();
    }
}
