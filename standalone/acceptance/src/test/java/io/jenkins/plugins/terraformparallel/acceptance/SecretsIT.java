package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code withCredentials} binds: for terraform's environment, and passed in {@code vars}; terraform shows both. */
@OnJenkins(own = true)
class SecretsIT {
    private static final Secret BOUND = new Secret("qu\"ote\\back/bilby+1", "bilby");
    private static final Secret PASSED = new Secret("\"wom\\bat' $HOME-quokka", "quokka");
    private static final List<Secret> BOTH = List.of(BOUND, PASSED);

    private static final String VARIABLES = """
            variable "bound" {}
            variable "passed" {}
            """;

    /** In output of a provisioner, in the diff, in other spellings, in an output. */
    private static final String SHOWING = VARIABLES + """
            resource "terraform_data" "shown" {
              input = {
                bound  = var.bound
                passed = var.passed
                json   = jsonencode({ deep = [var.bound, var.passed] })
                base64 = base64encode(var.bound)
              }
              provisioner "local-exec" {
                command     = "printf '%s\\n' \\"$BOUND\\" \\"$PASSED\\"; echo up > up.txt; sleep 6"
                environment = { BOUND = var.bound, PASSED = var.passed }
              }
            }
            output "all" {
              value = "${var.bound} ${var.passed}"
            }
            """;

    private static final String FAILING_PLAN = VARIABLES + """
            resource "terraform_data" "refused" {
              lifecycle {
                precondition {
                  condition     = var.bound == "another"
                  error_message = "not with ${var.bound} and ${var.passed}"
                }
              }
            }
            """;

    private static final String FAILING_APPLY = VARIABLES + """
            resource "terraform_data" "broken" {
              provisioner "local-exec" {
                command = ": <<'END'\\n${var.bound}\\n${var.passed}\\nEND\\ncat <<'END' >&2\\n${var.passed}\\nEND\\nexit 7"
              }
            }
            """;

    @Test
    void areFoundNowhere(TestJenkins jenkins) throws Exception {
        areFoundNowhere(jenkins, "", () -> {});
    }

    @Test
    void areFoundNowhereThoughTheControllerIsKilledMeanwhile(TestJenkins jenkins) throws Exception {
        areFoundNowhere(jenkins, ", controller killed meanwhile", jenkins::killAndStart);
    }

    private static void areFoundNowhere(TestJenkins jenkins, String how, Meanwhile meanwhile) throws Exception {
        Path workspace = jenkins.workspace("secrets");
        TestModule shown = Modules.module(workspace, "shown", SHOWING);
        Modules.module(workspace, "plan", FAILING_PLAN);
        Modules.module(workspace, "apply", FAILING_APPLY);
        credential(jenkins, "acceptance-bound", BOUND);
        credential(jenkins, "acceptance-passed", PASSED);
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "secrets", """
                withCredentials([
                    string(credentialsId: 'acceptance-bound', variable: 'TF_VAR_bound'),
                    string(credentialsId: 'acceptance-passed', variable: 'PASSED')
                ]) {
                    def run = terraformParallel(
                        modules: ['*'],
                        operation: 'apply',
                        vars: [passed: PASSED],
                        mask: ['passed'],
                        console: 'all',
                        onFailure: 'unstable')
                    echo "outputs ${run.units['shown'].outputs}"
                }
                """));
        build.awaitUntil(
                "it is being applied", () -> Files.exists(shown.directory().resolve("up.txt")));
        List<String> during = below(jenkins.home(), BOTH);
        List<String> processes = inProcessList();
        meanwhile.happens();

        build.awaitEnd().hasResult("UNSTABLE");

        TestRun run = build.run();
        assertThat(run.states())
                .containsExactly(
                        Map.entry("apply", "FAILED"), Map.entry("plan", "FAILED"), Map.entry("shown", "SUCCEEDED"));
        assertThat(run.log("shown")).contains("(local-exec): ****");
        assertThat(build.console()).contains("not with **** and ****");
        List<String> afterwards = below(jenkins.home(), BOTH);
        List<String> answers = inAnswers(jenkins, build, run);
        List<String> onAgent = below(workspace, BOTH);
        onAgent.addAll(below(Path.of(workspace + "@tmp"), BOTH));
        jenkins.figures()
                .add(
                        "secrets with quote and backslash, bound and passed in vars" + how,
                        "0 occurrences",
                        during.size() + " in Jenkins' home during the run, " + afterwards.size() + " afterwards, "
                                + answers.size() + " in console, pages and API, "
                                + onAgent.size() + " in workspace and workspace@tmp, " + processes.size()
                                + " in the process list");
        assertThat(during).isEmpty();
        assertThat(afterwards).isEmpty();
        assertThat(answers).isEmpty();
        assertThat(onAgent).isEmpty();
        assertThat(processes).isEmpty();
    }

    /** What comes between while terraform runs. */
    private interface Meanwhile {
        void happens() throws Exception;
    }

    private static void credential(TestJenkins jenkins, String id, Secret secret) throws IOException {
        jenkins.script(
                """
                import com.cloudbees.plugins.credentials.*
                import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl
                def secret = hudson.util.Secret.fromString(new String('%1$s'.decodeBase64(), 'UTF-8'))
                def all = SystemCredentialsProvider.getInstance()
                all.credentials.removeAll(all.credentials.findAll { it.id == '%2$s' })
                all.credentials.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, '%2$s', '', secret))
                all.save()
                """.formatted(Base64.getEncoder().encodeToString(secret.value().getBytes(StandardCharsets.UTF_8)), id));
    }

    /** In files below a directory, but those that aren't this product's: terraform's state, Jenkins' own programs. */
    private static List<String> below(Path directory, List<Secret> secrets) throws IOException {
        List<String> found = new ArrayList<>();
        for (Secret secret : secrets) {
            found.addAll(secret.below(directory, file -> {
                String path = directory.relativize(file).toString();
                return !path.matches("(plugins|war|init\\.groovy\\.d)/.*|.*\\.tfstate(\\.backup)?");
            }));
        }
        return found;
    }

    private static List<String> inAnswers(TestJenkins jenkins, Build build, TestRun run) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String path :
                List.of("", "console", "consoleText", "consoleFull", "api/json?depth=5", "flowGraphTable/")) {
            paths.add(build.path() + path);
        }
        for (String path : List.of("", "json", "junit", "markdown", "html", "changes", "resources", "state?since=0")) {
            paths.add(run.path() + path);
        }
        paths.add(run.path() + "api/json?depth=5");
        for (JsonNode unit : run.json().get("units")) {
            String key = TestRun.key(unit);
            for (String path : List.of("unit/%s/", "unit/%s/state", "unit/%s/api/json", "log/%s")) {
                paths.add(run.path() + path.formatted(key));
            }
            if (unit.hasNonNull("diff")) {
                paths.add(run.path() + "unit/" + key + "/diff");
            }
        }
        List<String> found = new ArrayList<>();
        for (String path : paths) {
            Rest.Answer answer = jenkins.rest().get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            for (Secret secret : BOTH) {
                found.addAll(secret.in(path, answer.body()));
            }
        }
        return found;
    }

    /** Command lines, but those of provisioners' shells. */
    private static List<String> inProcessList() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String command;
                try {
                    command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                    // It has ended in the meantime.
                    continue;
                }
                if (!command.startsWith("/bin/sh\0-c\0")) {
                    for (Secret secret : BOTH) {
                        found.addAll(secret.in(command.replace('\0', ' '), command));
                    }
                }
            }
        }
        return found;
    }
}
