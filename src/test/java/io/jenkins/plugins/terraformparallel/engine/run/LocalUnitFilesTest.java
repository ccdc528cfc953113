package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalUnitFilesTest {

    @TempDir
    Path temporary;

    private Path module;
    private Path run;
    private LocalUnitFiles files;

    @BeforeEach
    void makeModule() throws IOException {
        Path real = temporary.toRealPath();
        module = real.resolve("live/app");
        run = real.resolve("run");
        write(module.resolve("main.tf"), "module \"child\" {\n  source = \"../../modules/child\"\n}\n");
        write(module.resolve("templates/user-data.sh"), "echo\n");
        write(real.resolve("modules/child/main.tf"), "locals {}\n");
        write(module.resolve(".terraform/modules/modules.json"), """
                {"Modules": [
                  {"Key": "", "Source": "", "Dir": "."},
                  {"Key": "child", "Source": "../../modules/child", "Dir": "../../modules/child"},
                  {"Key": "far", "Source": "git::https://example.org/m.git", "Dir": ".terraform/modules/far"},
                  {"Key": "gone", "Source": "../gone", "Dir": "../gone"}]}
                """);
        files = new LocalUnitFiles(run, TestUnits.HASH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main.tf",
                "new.tf",
                "terraform.tfvars",
                "more.auto.tfvars.json",
                "templates/user-data.sh",
                "templates/new/deep.txt",
                "../../modules/child/main.tf",
                "../../modules/child/scripts/new.sh",
                ".terraformignore",
                "not.tfstateful/file.txt"
            })
    void whatMayBePartOfTheConfigurationIsInTheHash(String file) throws IOException {
        String before = inputs().get("module files");

        write(module.resolve(file), "changed\n");

        assertThat(inputs().get("module files")).isNotEqualTo(before);
        assertThat(inputs().get("lock file")).isEqualTo("absent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "terraform.tfstate",
                "terraform.tfstate.backup",
                ".terraform.tfstate.lock.info",
                "other.tfstate.1700000000.backup",
                "terraform.tfstate.d/dev/terraform.tfstate",
                "terraform.tfstate.d/note.txt",
                "errored.tfstate",
                "crash.log",
                ".terraform/environment",
                ".terraform/modules/far/main.tf",
                ".terraform/providers/x",
                ".git/HEAD",
                "templates/.git/HEAD",
                "../../modules/child/.terraform/x",
                "../../modules/other/main.tf",
                "../sibling.tf"
            })
    void whatTerraformWritesOrOthersHaveIsNot(String file) throws IOException {
        Map<String, String> before = inputs();

        write(module.resolve(file), "changed\n");

        assertThat(inputs()).isEqualTo(before);
    }

    @Test
    void theLockFileAndVarFilesAreInputsOfTheirOwn() throws IOException {
        Path values = write(temporary.resolve("values.tfvars"), "x = 1\n");
        Map<String, String> before = inputs(values);

        write(module.resolve(".terraform.lock.hcl"), "# lock\n");
        assertThat(PlanInputs.differences(before, inputs(values))).containsExactly("lock file");
        Files.delete(module.resolve(".terraform.lock.hcl"));
        write(values, "x = 2\n");
        assertThat(PlanInputs.differences(before, inputs(values))).containsExactly("var files");
        Files.delete(values);
        assertThat(PlanInputs.differences(before, inputs(values))).containsExactly("var files");
    }

    @Test
    void filesThatAreRemovedRenamedOrSwappedChangeTheHash() throws IOException {
        String before = inputs().get("module files");
        Files.move(module.resolve("main.tf"), module.resolve("other.tf"));
        String renamed = inputs().get("module files");
        Files.move(module.resolve("other.tf"), module.resolve("main.tf"));

        assertThat(renamed).isNotEqualTo(before);
        assertThat(inputs().get("module files")).isEqualTo(before);
        Files.delete(module.resolve("templates/user-data.sh"));
        assertThat(inputs().get("module files")).isNotIn(before, renamed);
    }

    @Test
    void aLinkedFileCountsWithItsContent() throws IOException {
        Path shared = write(temporary.resolve("shared/versions.tf"), "terraform {}\n");
        Files.createSymbolicLink(module.resolve("versions.tf"), shared);
        Files.createSymbolicLink(module.resolve("dangling.tf"), temporary.resolve("nowhere"));
        Files.createSymbolicLink(module.resolve("loop"), module);
        String before = inputs().get("module files");

        write(shared, "terraform { }\n");

        assertThat(inputs().get("module files")).isNotEqualTo(before);
    }

    @Test
    void aChildModuleBehindALinkCountsToo() throws IOException {
        Path shared = write(temporary.resolve("shared/net/main.tf"), "locals {}\n");
        Files.createSymbolicLink(module.resolve("net"), shared.getParent());
        write(
                module.resolve(".terraform/modules/modules.json"),
                "{\"Modules\": [{\"Key\": \"net\", \"Source\": \"./net\", \"Dir\": \"net\"}]}");
        String before = inputs().get("module files");

        write(shared, "locals { }\n");

        assertThat(inputs().get("module files")).isNotEqualTo(before);
    }

    @Test
    void hashesAreKeyed() throws IOException {
        Map<String, String> other = new LocalUnitFiles(run, new SecretHash(new byte[32])).inputs(unit(null, List.of()));

        assertThat(other.get("module files")).isNotEqualTo(inputs().get("module files"));
        assertThat(other.get("var files")).isNotEqualTo(inputs().get("var files"));
    }

    @Test
    void filesOfARunAreForItsOwnerAloneAndDeletedByTheBeginningOfTheirNames() throws IOException {
        String path = files.write("values/a~vars.tfvars.json", new byte[] {1});

        assertThat(Path.of(path)).isAbsolute().hasBinaryContent(new byte[] {1});
        assertThat(mode(Path.of(path))).isEqualTo("rw-------");
        assertThat(mode(run.resolve("values"))).isEqualTo("rwx------");
        files.write("values/a~vars.tfvars.json", new byte[] {2});
        assertThat(Path.of(path)).hasBinaryContent(new byte[] {2});
        String other = files.write("values/a.b~vars.tfvars.json", new byte[] {3});
        files.deleteAll("values/a~");
        files.deleteAll("values/a~");
        files.deleteAll("nothing/a~");
        assertThat(run.resolve("values")).isDirectoryContaining(file -> file.equals(Path.of(other)));
        assertThat(Path.of(path)).doesNotExist();
    }

    @Test
    void erroredStateIsMovedOutOfTheModule() throws IOException {
        assertThat(files.moveErroredState(unit(null, List.of()), "state/a-3.tfstate"))
                .isFalse();
        write(module.resolve("errored.tfstate"), "{\"serial\": 1}");

        assertThat(files.moveErroredState(unit(null, List.of()), "state/a-3.tfstate"))
                .isTrue();

        assertThat(module.resolve("errored.tfstate")).doesNotExist();
        assertThat(run.resolve("state/a-3.tfstate")).hasContent("{\"serial\": 1}");
        assertThat(mode(run.resolve("state/a-3.tfstate"))).isEqualTo("rw-------");
    }

    @Test
    void anEmergencyDumpIsCutOutOfTheOutput() throws IOException {
        ProcessId apply = new ProcessId("r", "a-k", 3);
        Path stdout = run.resolve("processes/a-k~3.stdout");
        write(stdout, "{\"@message\":\"Apply\"}\n");
        assertThat(files.saveEmergencyState(apply, "state/a-3.tfstate")).isFalse();
        assertThat(run.resolve("state/a-3.tfstate")).doesNotExist();
        write(
                stdout,
                new String(
                        ProcessScript.recorded("emergency-dump.ndjson", 1).stdout(),
                        java.nio.charset.StandardCharsets.UTF_8));

        assertThat(files.saveEmergencyState(apply, "state/a-3.tfstate")).isTrue();

        assertThat(Files.readString(run.resolve("state/a-3.tfstate"))).contains("\"serial\"", "\"lineage\"");
        assertThat(mode(run.resolve("state/a-3.tfstate"))).isEqualTo("rw-------");
    }

    @Test
    void aLocalLockIsFoundWhereTheBackendKeepsTheState() throws IOException {
        assertThat(files.stateLock(unit(null, List.of()))).isNull();
        String info = "{\"ID\":\"1-2\",\"Who\":\"me@here\",\"Created\":\"2026-11-23T12:00:00Z\"}";
        write(module.resolve(".terraform.tfstate.lock.info"), info);
        assertThat(files.stateLock(unit(null, List.of())))
                .extracting(StateLock::id, StateLock::who)
                .containsExactly("1-2", "me@here");
        assertThat(files.stateLock(unit("dev", List.of()))).isNull();
        write(module.resolve("terraform.tfstate.d/dev/.terraform.tfstate.lock.info"), info);
        assertThat(files.stateLock(unit("dev", List.of()))).isNotNull();
        write(module.resolve(".terraform/terraform.tfstate"), "{\"backend\":{\"type\":\"s3\",\"config\":{}}}");
        assertThat(files.stateLock(unit(null, List.of())))
                .as("a state that is elsewhere")
                .isEqualTo(new StateLock(null, null, null, null));
        write(
                module.resolve(".terraform/terraform.tfstate"),
                "{\"backend\":{\"type\":\"local\",\"config\":{\"path\":\"../s/x.tfstate\"}}}");
        write(module.resolve("../s/.x.tfstate.lock.info"), "half a li");
        assertThat(files.stateLock(unit(null, List.of()))).isEqualTo(new StateLock(null, null, null, null));
    }

    @Test
    void everyFileIsReadInOneOrderWhateverItsName() throws IOException {
        List<String> hashes = new ArrayList<>();
        for (String name : List.of("a b", "a, b=c", "ünï", "-x", "a\nb")) {
            write(module.resolve("templates").resolve(name), "same\n");
            hashes.add(inputs().get("module files"));
        }

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void localModulesAreThoseOfTheUnitsOwnDataDirectory() throws IOException {
        Path own = module.resolve(".terraform/units/a-k/modules/modules.json");
        write(own, """
                {"Modules": [{"Key": "far", "Source": "git::https://x", "Dir": ".terraform/units/a-k/modules/far"}]}
                """);
        write(module.resolve(".terraform/units/a-k/modules/far/main.tf"), "locals {}\n");
        Unit unit = TestUnits.apart(unit(null, List.of()));
        Map<String, String> before = files.inputs(unit);

        write(module.resolve("../../modules/child/main.tf"), "locals { a = 1 }\n");
        assertThat(files.inputs(unit)).isEqualTo(before);
        write(own, """
                {"Modules": [{"Key": "child", "Source": "../../modules/child", "Dir": "../../modules/child"}]}
                """);
        assertThat(files.inputs(unit)).isNotEqualTo(before);
    }

    @Test
    void whereErroredStatesAreRefusedThereIsNoneToMoveAndNothingIsLeftAfterwards() throws IOException {
        Unit unit = TestUnits.apart(unit("eu", List.of()));
        Map<String, String> before = files.inputs(unit);

        files.refuseErroredState(unit);
        files.refuseErroredState(unit);

        assertThat(module.resolve("errored.tfstate")).isEmptyDirectory();
        assertThat(files.moveErroredState(unit, "state/a.tfstate")).isFalse();
        assertThat(files.inputs(unit)).isEqualTo(before);

        files.allowErroredState(unit);
        files.allowErroredState(unit);

        assertThat(module.resolve("errored.tfstate")).doesNotExist();
    }

    @Test
    void aStateThatNobodyHasPushedIsInTheWay() throws IOException {
        Path errored = write(module.resolve("errored.tfstate"), "{}");
        Unit unit = unit("eu", List.of());

        assertThatThrownBy(() -> files.refuseErroredState(unit))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(errored.toString())
                .hasMessageContaining("never pushed");
        files.allowErroredState(unit);
        assertThat(errored).hasContent("{}");
    }

    private Map<String, String> inputs(Path... varFiles) throws IOException {
        return files.inputs(unit(null, List.of(varFiles)));
    }

    private Unit unit(String workspace, List<Path> varFiles) {
        return new Unit(
                "a",
                "a-k",
                "live/app",
                module.toString(),
                Unit.DEFAULT_DATA_DIRECTORY,
                workspace,
                varFiles.stream().map(Path::toString).toList(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.normalize().getParent());
        return Files.writeString(file.normalize(), content);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
