package io.jenkins.plugins.terraformparallel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunRemainsTest {

    private static final String DUMP =
            "{\"@level\":\"error\",\"@message\":\"Emergency state dump\",\"state\":{\"version\":4}}\n";

    @TempDir
    Path temporary;

    private Path home;
    private LocalRunRemains remains;

    @BeforeEach
    void create() throws IOException {
        home = temporary.resolve("ws@tmp/terraform-parallel");
        remains = new LocalRunRemains(temporary.resolve("ws@tmp"));
        remains.create();
    }

    @Test
    void itsDirectoryIsForItsOwnerAloneAndWhatIsAboveIsNot() throws IOException {
        remains.create();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(Files.getPosixFilePermissions(home.getParent()))
                .isEqualTo(Files.getPosixFilePermissions(Files.createDirectory(temporary.resolve("usual"))));
    }

    @Test
    void nothingIsLeftOfAnOrdinaryRun() throws IOException {
        write("run/values/unit~vars.tfvars.json", "secret");
        write("run/processes/unit~1.stdout", "{}\n");
        write("run/processes/unit~chain-1.script", "");
        write("run/processes/unit~chain-1@tmp/durable-1/jenkins-log.txt", "");
        write("run/something", "");
        Files.createDirectories(home.resolve("run/state"));

        remains.discard("run");
        remains.discard("run");

        assertThat(home).isEmptyDirectory();
    }

    @Test
    void rescuedStateStaysAndRawOutputThatHoldsIt() throws IOException {
        write("run/state/unit-3.tfstate", "{}");
        write("run/values/unit~vars.tfvars.json", "secret");
        write("run/processes/unit~2.stdout", "{}\n");
        write("run/processes/unit~3.stdout", "{}\n" + DUMP);
        write("run/processes/unit~3.stderr", "");
        write("run/processes/unit~4.stdout", DUMP.substring(0, DUMP.length() - 4));

        remains.discard("run");

        assertThat(files())
                .containsExactlyInAnyOrder(
                        "run/state/unit-3.tfstate", "run/processes/unit~3.stdout", "run/processes/unit~4.stdout");
    }

    @Test
    void deadRunsAreTidiedAndOnlyThose() throws IOException {
        write("dead/values/unit~vars.tfvars.json", "secret");
        write("dead/state/unit-1.tfstate", "{}");
        write("living/values/unit~vars.tfvars.json", "secret");
        write("plans/build-7/unit/plan.json", "{}");
        write("running/values/unit~vars.tfvars.json", "secret");
        write("running/processes/unit~1.pid", self().format());
        write("running/processes/unit~1.exit", "running\n");

        assertThat(remains.runs()).containsExactlyInAnyOrder("dead", "living", "running");

        remains.tidy(Set.of("dead", "running", "plans"));

        assertThat(files())
                .containsExactlyInAnyOrder(
                        "dead/state/unit-1.tfstate",
                        "living/values/unit~vars.tfvars.json",
                        "plans/build-7/unit/plan.json",
                        "running/values/unit~vars.tfvars.json",
                        "running/processes/unit~1.pid",
                        "running/processes/unit~1.exit");
    }

    private static ProcessIdentity self() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        return new ProcessIdentity(
                ProcessHandle.current().pid(),
                Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]),
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    }

    private void write(String name, String content) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .toList();
        }
    }
}
