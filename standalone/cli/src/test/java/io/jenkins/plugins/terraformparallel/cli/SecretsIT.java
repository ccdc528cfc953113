package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.terraformparallel.cli.TerraformParallel.RunningCall;
import io.jenkins.plugins.terraformparallel.testing.HttpBackend;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in variables, the backend's configuration and the environment, which terraform shows wherever it can. */
@NeedsTerraform
class SecretsIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String VARIABLES = """
            variable "plain" {}
            variable "lines" {}
            variable "quotes" {}
            variable "api-key" { default = "" }
            """;

    /** In output of a provisioner, in the diff, in another spelling, in an output. */
    private static final String SHOWING = VARIABLES + """
            resource "terraform_data" "shown" {
              input = {
                plain  = var.plain
                lines  = var.lines
                quotes = var.quotes
                json   = jsonencode({ deep = [var.quotes, var.lines] })
                base64 = base64encode(var.plain)
              }
              provisioner "local-exec" {
                command     = "printf '%%s\\n' \\"$PLAIN\\" \\"$LINES\\" \\"$QUOTES\\"; echo up > up.txt; sleep %s"
                environment = { PLAIN = var.plain, LINES = var.lines, QUOTES = var.quotes }
              }
            }
            output "all" {
              value = "${var.plain} ${var.lines} ${var.quotes}"
            }
            """;

    private static final String FAILING_PLAN = VARIABLES + """
            resource "terraform_data" "refused" {
              lifecycle {
                precondition {
                  condition     = var.plain == "another"
                  error_message = "not with ${var.plain}, ${var.lines} and ${var.quotes}"
                }
              }
            }
            """;

    private static final String FAILING_APPLY = VARIABLES + """
            resource "terraform_data" "broken" {
              provisioner "local-exec" {
                command = "echo '${var.plain}' \\"${replace(var.lines, "\\n", " ")}\\" >&2; exit 7"
              }
            }
            """;

    @TempDir
    private Path world;

    private HttpBackend backend;
    private TerraformParallel cli;

    @BeforeEach
    void startBackend() throws IOException {
        backend = new HttpBackend();
        cli = TerraformParallel.in(world).env("TF_VAR_lines", Secrets.LINES);
    }

    @AfterEach
    void stopBackend() {
        backend.close();
    }

    @Test
    void noneIsFoundAnywhereWhateverTerraformShows() throws Exception {
        cli.module("shown", SHOWING.formatted("0"));
        cli.module("plan", FAILING_PLAN);
        cli.module("apply", FAILING_APPLY);
        cli.module("backend", "terraform {\n  backend \"http\" {}\n}\n" + SHOWING.formatted("0"));
        backend.refuse(true);
        CallResult call;
        try (Secrets.ProcessListSampler processes = new Secrets.ProcessListSampler()) {
            call = cli.runWithReports(arguments("apply"));
            assertThat(processes.found()).isEmpty();
            assertThat(processes.terraforms()).isNotEmpty();
        }

        call.hasExitCode(1);
        assertThat(call.states())
                .containsExactly(
                        Map.entry("apply", "FAILED"),
                        Map.entry("backend", "FAILED"),
                        Map.entry("plan", "FAILED"),
                        Map.entry("shown", "SUCCEEDED"));
        assertThat(call.log("shown")).contains("(local-exec): ****");
        assertThat(call.runDirectory().resolve(call.unit("shown").get("diff").asText()))
                .content()
                .contains("+ plain  = \"****\"", "+ base64 = \"****");
        assertThat(call.unit("shown").get("outputs").get("all").get("value").asText())
                .contains("****");
        assertThat(call.log("plan")).contains("not with ****, ");
        assertThat(call.out()).contains("not with ****, ").contains("giving up after 1 attempt");
        assertThat(call.log("apply")).contains("Error running command 'echo '****'");
        assertThat(call.log("backend")).contains("/****");
        assertNoneIn(call.directory());
    }

    @Test
    void noneIsFoundAfterAnAbort() throws Exception {
        cli.module("shown", SHOWING.formatted("30"));
        RunningCall running = cli.startWithReports(arguments("apply"));
        running.awaitUntil("it is being applied", () -> WorldProcesses.running(cli, "sleep 30") == 1);

        assertThat(privateFiles(running.directory().resolve(CallResult.RUN_DIRECTORY)))
                .isNotEmpty()
                .allSatisfy((file, mode) -> assertThat(mode).as(file.toString()).isEqualTo("rw-------"));
        running.signal("TERM");
        CallResult call = running.await().hasExitCode(130);

        assertThat(call.unit("shown").get("status").asText()).isEqualTo("ABORTED");
        assertThat(call.log("shown")).contains("(local-exec): ****");
        assertNoneIn(call.directory());
    }

    @Test
    void aResumedRunNeedsThemAgainAndKeepsThem() throws Exception {
        cli.module("shown", SHOWING.formatted("2"));
        RunningCall killed = cli.startWithReports(arguments("apply"));
        killed.awaitUntil("it is being applied", () -> WorldProcesses.running(cli, "sleep 2") == 1);
        killed.process().destroyForcibly().waitFor();
        Path directory = killed.directory().resolve(CallResult.RUN_DIRECTORY);

        TerraformParallel without = TerraformParallel.in(world);
        CallResult missing = without.run("resume", directory.toString()).hasExitCode(64);
        CallResult wrong = without.env("TF_VAR_lines", "something else")
                .run(
                        "resume",
                        directory.toString(),
                        "--var",
                        "plain=wrong",
                        "--var",
                        "quotes=wrong",
                        "--backend-config",
                        "address=wrong")
                .hasExitCode(64);
        for (CallResult refused : List.of(missing, wrong)) {
            assertThat(refused.err()).contains("TF_VAR_lines", "plain", "quotes", "address");
        }
        assertThat(missing.err()).contains("nothing");
        assertThat(wrong.err()).contains("another value");
        CallResult report =
                without.startWithReports("report", directory.toString()).await().hasExitCode(1);

        CallResult resumed = cli.startWithReports(
                        "resume",
                        directory.toString(),
                        "--request",
                        world.resolve("request.json").toString(),
                        "--var",
                        "plain=" + Secrets.PLAIN,
                        "--backend-config",
                        "address=" + backend.address("/" + Secrets.PLAIN))
                .await()
                .hasExitCode(0);

        assertThat(resumed.unit("shown").get("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(directory.resolve(resumed.unit("shown").get("log").asText()))
                .content()
                .contains("(local-exec): ****");
        for (CallResult call : List.of(missing, wrong, report, resumed)) {
            assertNoneIn(call.directory());
        }
        assertNoneIn(killed.directory());
    }

    /** One secret in a request file, one in options, one in the environment; the backend's address holds one. */
    private String[] arguments(String operation) throws IOException {
        Path request = world.resolve("request.json");
        String address = backend.address("/" + Secrets.PLAIN);
        MAPPER.writeValue(request.toFile(), Map.of("vars", Map.of("quotes", Secrets.QUOTES)));
        Files.setPosixFilePermissions(request, PosixFilePermissions.fromString("rw-------"));
        return new String[] {
            operation,
            "*",
            "--auto-approve",
            "--request",
            request.toString(),
            "--var",
            "plain=" + Secrets.PLAIN,
            "--backend-config",
            "address=" + address,
            "--backend-config",
            "retry_max:=0",
            "--mask",
            "plain",
            "--mask",
            "quotes",
            "--mask",
            "TF_VAR_lines",
            "--console",
            "all"
        };
    }

    private static void assertNoneIn(Path call) throws IOException {
        // A state that could be saved nowhere else is kept as terraform wrote it.
        assertThat(Secrets.below(call, call.resolve(CallResult.RUN_DIRECTORY).resolve("state")))
                .isEmpty();
        Path run = call.resolve(CallResult.RUN_DIRECTORY);
        if (Files.exists(run)) {
            assertThat(run).isDirectoryNotContaining("glob:**/{values,processes}");
        }
    }

    /** Value files and raw output of a run that goes on, with their modes. */
    private static Map<Path, String> privateFiles(Path run) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String name : List.of("values", "processes")) {
            try (Stream<Path> files = Files.walk(run.resolve(name))) {
                files.filter(Files::isRegularFile).forEach(all::add);
            }
        }
        Map<Path, String> modes = new java.util.TreeMap<>();
        for (Path file : all) {
            modes.put(file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        return modes;
    }
}
