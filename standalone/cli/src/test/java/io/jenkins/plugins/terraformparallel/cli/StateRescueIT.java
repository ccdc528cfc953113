package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.cli.TerraformParallel.RunningCall;
import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.HttpBackend;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terraform can't save the state where it belongs. */
@NeedsTerraform
class StateRescueIT {
    /** In the state in clear, and nowhere in a plan's text. */
    private static final String MARKER = "only-the-state-holds-this";

    private static final String RESOURCE = """
            variable "hidden" {
              default   = "%s"
              sensitive = true
            }
            resource "terraform_data" "kept" {
              input = var.hidden
              %s
            }
            """;

    @TempDir
    private Path world;

    @Test
    void whatTheBackendRefusesIsKeptAndCanBePushed() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        try (HttpBackend backend = new HttpBackend()) {
            backend.refuse(true);
            Path module = cli.module("a", backend.hcl("/a") + RESOURCE.formatted(MARKER, ""));

            CallResult call = cli.runWithReports("apply", "a", "--auto-approve");

            call.hasExitCode(1);
            assertThat(call.unit("a").get("status").asText()).isEqualTo("FAILED");
            assertThat(module).isDirectoryNotContaining("glob:**/errored.tfstate");
            assertKept(call, "a");
            assertThat(backend.isLocked("/a")).isFalse();

            backend.refuse(false);
            push(cli, call, "a");
            assertThat(backend.state("/a")).contains("\"kept\"", MARKER);
        }
    }

    @Test
    void aFullDiskLeavesTheStateInTerraformsOutputFromWhichItIsCut() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        try (FullDisk disk = FullDisk.at(cli.directory().resolve("disk"))) {
            Path module = cli.module("disk/a", RESOURCE.formatted(MARKER, """
                    provisioner "local-exec" {
                        command = "cat /dev/zero > ../fill 2>/dev/null; true"
                      }"""));

            CallResult call = cli.runWithReports("apply", "disk/a", "--auto-approve");

            call.hasExitCode(1);
            assertThat(module).isDirectoryNotContaining("glob:**/errored.tfstate");
            assertKept(call, "disk/a");
            assertThat(call.log("disk/a")).contains("Emergency state dump");

            disk.empty();
            push(cli, call, "disk/a");
            assertThat(StateFile.resources(module)).containsExactly("kept");
        }
    }

    @Test
    void whatCannotBeMovedStaysInTheModuleAndCanBePushedFromThere() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        try (HttpBackend backend = new HttpBackend();
                FullDisk disk = FullDisk.at(world.resolve("disk"))) {
            backend.refuse(true);
            // Not before what is discarded while the apply runs has given its room back.
            backend.beforeSave(() -> {
                awaitOnlyOutput(world.resolve("disk/run/processes"));
                disk.fill();
            });
            Path module = cli.module("a", backend.hcl("/a") + RESOURCE.formatted(MARKER, ""));

            CallResult call = cli.runWithReports(
                    "apply",
                    "a",
                    "--auto-approve",
                    "--run-dir",
                    world.resolve("disk/run").toString());

            call.hasExitCode(1);
            Path kept = module.resolve("errored.tfstate");
            assertThat(call.unit("a").get("stateFile").get("path").asText()).isEqualTo(kept.toString());
            assertThat(StateFile.resourcesIn(kept)).containsExactly("kept");
            assertThat(call.out()).contains(kept.toString());

            backend.beforeSave(() -> {});
            backend.refuse(false);
            push(cli, call, "a");
            assertThat(backend.state("/a")).contains("\"kept\"", MARKER);
        }
    }

    @Test
    void aFullDiskUnderTheRunDirectoryHarmsNoApply() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        try (FullDisk disk = FullDisk.at(world.resolve("disk"))) {
            List<Path> running =
                    Stream.of("a", "b", "c", "d").map(name -> slow(cli, name)).toList();
            List<Path> waiting =
                    Stream.of("e", "f").map(name -> slow(cli, name)).toList();
            RunningCall call = cli.startWithReports(
                    "apply",
                    "*",
                    "--auto-approve",
                    "--run-dir",
                    world.resolve("disk/run").toString());
            call.awaitUntil("four are being applied", () -> WorldProcesses.running(cli, "sleep 2") == 4);

            while (call.process().isAlive()) {
                disk.fill();
            }
            CallResult result = call.await();

            result.hasExitCode(1);
            for (Path module : running) {
                assertThat(StateFile.resources(module)).containsExactlyInAnyOrder("first", "slow", "last");
                assertThat(SlowModule.isLocked(module)).isFalse();
            }
            for (Path module : waiting) {
                assertThat(StateFile.resources(module)).containsExactlyInAnyOrderElementsOf(SlowModule.created(module));
            }
            assertThat(result.states()).hasSize(6).containsValue("FAILED");
            assertThat(result.out())
                    .contains(
                            "No space left on device", world.resolve("disk/run").toString());
            assertThat(result.html()).contains("No space left on device");
            assertThat(WorldProcesses.ofUnits(cli)).isEmpty();
        }
    }

    @Test
    void aTerraformThatWasOnlySavingWhenItWasStoppedHasSucceeded() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        try (HttpBackend backend = new HttpBackend()) {
            CountDownLatch saving = new CountDownLatch(1);
            CountDownLatch saved = new CountDownLatch(1);
            backend.beforeSave(() -> {
                saving.countDown();
                await(saved);
            });
            cli.module("a", backend.hcl("/a") + RESOURCE.formatted(MARKER, ""));
            RunningCall call = cli.startWithReports("apply", "a", "--auto-approve");
            await(saving);

            call.signal("TERM");
            call.awaitUntil("terraform got its signal", () -> call.out().contains("[a] interrupted by SIGTERM"));
            saved.countDown();
            CallResult result = call.await().hasExitCode(0);

            assertThat(result.unit("a").get("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(backend.state("/a")).contains("\"kept\"");
            assertThat(backend.isLocked("/a")).isFalse();
        }
    }

    private static void assertKept(CallResult call, String unit) throws IOException {
        JsonNode kept = call.unit(unit).get("stateFile");
        Path file = call.runDirectory().resolve(kept.get("path").asText());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(StateFile.resourcesIn(file)).containsExactly("kept");
        assertThat(file).content().contains(MARKER);
        assertThat(call.out())
                .contains(
                        "could not be saved",
                        kept.get("path").asText(),
                        kept.get("push").asText());
        assertThat(call.log(unit))
                .contains("the state is kept in " + kept.get("path").asText());
        assertThat(call.html()).contains(kept.get("path").asText());
        assertThat(call.markdown()).contains(kept.get("path").asText());
        assertThat(filesWith(call.directory(), MARKER)).containsExactly(file);
    }

    /** Runs the line that people are told to run. */
    private static void push(TerraformParallel cli, CallResult call, String unit) throws Exception {
        String line = call.unit(unit).get("stateFile").get("push").asText();
        Process process =
                cli.builder(List.of("sh", "-c", line)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(line + "\n" + output).isZero();
    }

    private static List<Path> filesWith(Path directory, String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path slow(TerraformParallel cli, String name) {
        try {
            return SlowModule.in(cli, name, "2");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void awaitOnlyOutput(Path processes) {
        try {
            Await.until("only the last process has output", () -> {
                try (Stream<Path> files = Files.list(processes)) {
                    return files.filter(file -> file.toString().endsWith(".stdout"))
                                    .count()
                            == 1;
                }
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, java.util.concurrent.TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
