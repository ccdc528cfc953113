package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.FilePath;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.htmlunit.Page;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Secrets are in nothing that is stored or shown; only terraform's own files hold them, in the workspace. */
@NeedsTerraform
class SecretsJenkinsTest extends InOneJenkins {

    private static final String SECRET = "s3cr3t\"with\\all'of $it-Zq7";
    /** Whoever escapes the secret in whatever way leaves these as they are. */
    private static final List<String> TRACES =
            List.of("s3cr3t", "it-Zq7", Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)));

    private static final List<String> PAGES =
            List.of("", "json", "junit", "markdown", "html", "api/json?depth=9", "api/xml?depth=9");

    /** Tells everybody who asks. */
    private static final String MODULE = """
            variable "token" {}
            resource "terraform_data" "it" {
              input = var.token
              provisioner "local-exec" {
                command = "printf 'token: %s\\\\n' \\"$TOKEN\\"; printenv TF_VAR_again; n=0; until [ -e go ] || [ $((n += 1)) -gt 900 ]; do sleep 0.1; done; FAIL"
                environment = { TOKEN = var.token }
              }
            }
            output "told" { value = "<${var.token}>" }
            variable "again" {}
            output "again" { value = [var.again] }
            """;

    @BeforeAll
    static void keepSecret() throws IOException {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(SECRET)));
    }

    @Test
    void whatWithCredentialsBindsIsNowhere() throws Exception {
        String agent = agent();
        WorkflowRun build = start("node('" + agent + "') {\n" + "writeFile file: 'good/main.tf', text: '''"
                + module("true") + "'''\nwriteFile file: 'bad/main.tf', text: '''" + module("exit 1") + "'''\n" + """
                withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                  def run = terraformParallel(modules: ['good', 'bad'], operation: 'apply', console: 'all',
                      vars: [token: TOKEN], env: [TF_VAR_again: TOKEN], mask: ['token'], onFailure: 'continue')
                  echo "it says ${run.units.good.outputs.told}"
                }
                }
                """);
        Pipelines.awaitApplying(build, 2);
        assertNoTrace(build);
        letGo(agent, build);
        end(Result.SUCCESS, build);

        assertThat(Pipelines.report(build).count(UnitState.SUCCEEDED)).isEqualTo(1);
        assertThat(Pipelines.report(build).count(UnitState.FAILED)).isEqualTo(1);
        jenkins.assertLogContains("token: ****", build);
        assertNoTrace(build);
        assertNoTraceOnPages(build);
        assertThat(remains(agent, build)).isEmpty();
    }

    @Test
    void norWhatMaskNames() throws Exception {
        String agent = agent();
        FilePath root = jenkins.jenkins.getNode(agent).getRootPath();
        root.child("handed-out").write(SECRET, "UTF-8");
        WorkflowRun build = start("node('" + agent + "') {\n" + "writeFile file: 'good/main.tf', text: '''"
                + module("true") + "'''\n" + "terraformParallel(modules: 'good', operation: 'apply', console: 'all',"
                + " vars: [token: readFile('" + root.getRemote() + "/handed-out')], env: [TF_VAR_again: 'no'],"
                + " mask: ['token']) }");
        Pipelines.awaitApplying(build, 1);
        assertNoTrace(build);
        letGo(agent, build);
        end(Result.SUCCESS, build);

        assertNoTrace(build);
        assertThat(remains(agent, build)).isEmpty();
    }

    @Test
    void norInTheListOfMistakes() throws Exception {
        WorkflowRun build = end(Result.FAILURE, """
                node {
                  withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                    terraformParallel(modules: [TOKEN], timeout: TOKEN, vars: TOKEN, mask: [TOKEN])
                  }
                }
                """);
        jenkins.assertLogContains("mistakes in the request, nothing was started", build);
        assertNoTrace(build);
    }

    private static String module(String end) {
        return MODULE.replace("FAIL", end).replace("\\", "\\\\");
    }

    /** The modules end. */
    private static void letGo(String agent, WorkflowRun build) throws Exception {
        FilePath workspace = workspace(agent, build);
        for (FilePath module : workspace.listDirectories()) {
            module.child("go").write("", "UTF-8");
        }
    }

    private static FilePath workspace(String agent, WorkflowRun build) {
        return jenkins.jenkins
                .getNode(agent)
                .getRootPath()
                .child("workspace")
                .child(build.getParent().getName());
    }

    /** The files that the build has left beside its workspace. */
    private static List<String> remains(String agent, WorkflowRun build) throws Exception {
        FilePath workspace = workspace(agent, build);
        List<String> files = new ArrayList<>();
        for (FilePath file : workspace.sibling(workspace.getName() + "@tmp").list("**")) {
            files.add(file.getRemote());
        }
        return files;
    }

    private static void assertNoTrace(WorkflowRun build) throws Exception {
        List<String> found = new ArrayList<>();
        Path home = jenkins.jenkins.getRootDir().toPath();
        for (Path place : List.of(build.getRootDir().toPath(), home.resolve("terraform-parallel"))) {
            for (Path file : Pipelines.filesBelow(place)) {
                look(file.toString(), Pipelines.content(file), found);
            }
        }
        look("console", JenkinsRule.getLog(build), found);
        assertThat(found).isEmpty();
    }

    private static void assertNoTraceOnPages(WorkflowRun build) throws Exception {
        List<String> found = new ArrayList<>();
        String run =
                build.getUrl() + "terraform-parallel/" + Pipelines.folder(build).flowNode() + "/";
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            for (String page : PAGES) {
                Page answer = browser.goTo(run + page, null);
                look(run + page, answer.getWebResponse().getContentAsString(), found);
            }
        }
        assertThat(found).isEmpty();
    }

    private static void look(String where, String text, List<String> found) {
        TRACES.stream().filter(text::contains).forEach(trace -> found.add(where + " holds " + trace));
    }
}
