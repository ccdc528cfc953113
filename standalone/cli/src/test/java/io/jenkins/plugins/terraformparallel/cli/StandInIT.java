package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that are no terraform, or none that works. */
@NeedsTerraform
class StandInIT {
    /** What a stand-in does in a module of that name, and what is said of it. */
    private static final Map<String, String[]> FAULTS = new LinkedHashMap<>();

    static {
        fault("not-found", "plan) echo 'terraform: not found' >&2; exit 127", "exit code 127", "terraform: not found");
        fault("not-executable", "plan) exit 126", "could not be started", "exit code 126");
        fault("garbage", "plan) echo 'Welcome to something else.'; exit 0", "reported no plan", "something else.");
        fault("garbage-in-apply", "apply) echo 'Bye.'; exit 0", "exit code 0", "isn't terraform", "Bye.");
        fault("binary", "plan) head -c 300000 /dev/urandom; exit 1", "exit code 1", "no diagnostic");
        fault("half-a-line", "plan) printf '{\"@level\":\"error\",\"@mess'; exit 1", "exit code 1", "{\"@level\"");
        fault("killed", "plan) kill -KILL $$", "signal 9", "SIGKILL");
        fault("crashed", "apply) kill -SEGV $$", "signal 11", "SIGSEGV");
        fault("no-summary", "plan) exit 2", "exit code 2", "reported no plan");
        fault("no-init", "init) echo 'Where am I?' >&2; exit 3", "terraform init", "exit code 3", "Where am I?");
    }

    @TempDir
    private Path world;

    private TerraformParallel cli;

    @BeforeEach
    void makeWorld() throws IOException {
        cli = TerraformParallel.in(world);
    }

    @Test
    void harmTheirOwnUnitOnly() throws Exception {
        StringBuilder script = new StringBuilder("#!/bin/sh\ncase \"${PWD##*/}/$1\" in\n");
        for (Map.Entry<String, String[]> fault : FAULTS.entrySet()) {
            cli.module(fault.getKey(), Hcl.holding("x"));
            script.append(fault.getKey())
                    .append('/')
                    .append(fault.getValue()[0])
                    .append(";;\n");
        }
        cli.module("long-line", Hcl.holding("long"));
        cli.module("works", Hcl.holding("fine"));
        script.append("long-line/plan) head -c 10000000 /dev/zero | tr '\\0' x; echo ' end of line';;\nesac\n");
        script.append("exec '").append(RealTerraform.executable()).append("' \"$@\"\n");
        program("stand-in", script.toString());

        CallResult call = cli.runWithReports("apply", "--auto-approve", "--executable", "./stand-in", "*")
                .hasExitCode(1);

        assertThat(call.states()).containsEntry("works", "SUCCEEDED").containsEntry("long-line", "SUCCEEDED");
        assertThat(StateFile.value(cli.directory().resolve("works"))).isEqualTo("fine");
        assertThat(StateFile.value(cli.directory().resolve("long-line"))).isEqualTo("long");
        assertThat(call.json().at("/totals").toString())
                .isEqualTo("{\"SUCCEEDED\":2,\"FAILED\":" + FAULTS.size() + "}");
        for (Map.Entry<String, String[]> fault : FAULTS.entrySet()) {
            String unit = fault.getKey();
            assertThat(call.states()).containsEntry(unit, "FAILED");
            for (int i = 1; i < fault.getValue().length; i++) {
                assertThat(call.unit(unit).get("reason").asText()).as(unit).contains(fault.getValue()[i]);
            }
            assertThat(call.out()).contains("[" + unit + "] failed");
            // What the table of units says is no consequence, but the cause.
            assertThat(call.out()).containsPattern("FAILED +" + unit + " +\\d.*terraform (plan|apply|init) ");
        }
        assertThat(call.log("long-line").lines().filter(line -> line.endsWith("x end of line")))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(10_000_000 + " end of line".length()));
        assertThat(call.log("binary").length()).isGreaterThan(200_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nowhere                 |                                | no program named nowhere on the PATH
                    ./nowhere               |                                | found nothing at, /nowhere
                    ./works/main.tf         |                                | can execute, chmod +x
                    ./works                 |                                | no program named terraform or tofu
                    ./program               | echo 'hello <b>you</b>'        | didn't tell its version, hello <b>you</b>
                    ./program               | exit 127                       | didn't tell its version, exit code 127
                    ./program               | head -c 200000 /dev/urandom    | didn't tell its version, exit code 0
                    ./program               | kill -KILL $$                  | didn't tell its version, exit code 137
                    ./program               | echo '{"terraform_version": "0.11.7"}' | 0.11.7, 1.3 or later
                    """)
    void thatDoNotEvenTellTheirVersionStartNothing(String executable, String does, String said) throws Exception {
        Path module = cli.module("works", Hcl.holding("x"));
        if (does != null) {
            program("program", "#!/bin/sh\n" + does + "\n");
        }

        CallResult call =
                cli.runWithReports("plan", "--executable", executable, "works").hasExitCode(64);

        assertThat(call.err()).contains("--executable", "nothing was started").contains(said.split(", "));
        assertThat(call.err().lines().mapToInt(String::length)).allMatch(length -> length < 1000);
        assertThat(module.resolve(".terraform")).doesNotExist();
        assertThat(call.runDirectory()).doesNotExist();
        assertThat(call.htmlFile()).doesNotExist();
    }

    private void program(String name, String script) throws IOException {
        Files.setPosixFilePermissions(cli.file(name, script), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void fault(String unit, String... does) {
        FAULTS.put(unit, does);
    }
}
