package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalInitRecordsTest {

    private static final String LOCK = """
            # This file is maintained automatically by "terraform init".

            provider "example.com/acme/one" {
              version     = "1.2.3"
              constraints = "~> 1.2"
              hashes = [
                "h1:rXmFeRhpkgLcxhmRKAxJw0hxs4AJUG2/1DZxaSm+OTs=",
              ]
            }

            provider "example.com/acme/two" {
              version = "0.1.0"
            }
            """;

    @TempDir
    Path temporary;

    private Path root;
    private Path module;
    private Path note;
    private InitInputs inputs;
    private final LocalInitRecords records = new LocalInitRecords(TestUnits.HASH);

    @BeforeEach
    void initialisedModule() throws IOException {
        root = temporary.toRealPath();
        module = root.resolve("live/app");
        note = module.resolve(".terraform/" + LocalInitRecords.FILE_NAME);
        inputs = new InitInputs(
                module.toString(),
                module.resolve(".terraform").toString(),
                new TreeMap<>(Map.of("options", "1", "backend configuration", "2")),
                true,
                new TreeMap<>(Map.of("HOME", root.resolve("home").toString())),
                false,
                List.of());
        write("live/app/main.tf", "module \"child\" {\n  source = \"../../modules/child\"\n}\n");
        write("live/app/values.auto.tfvars", "a = 1\n");
        write("live/app/.terraform.lock.hcl", LOCK);
        write("modules/child/main.tf", "locals {}\n");
        write("home/.terraformrc", "disable_checkpoint = true\n");
        write("live/app/.terraform/terraform.tfstate", "{\"backend\": {\"type\": \"local\"}}");
        write("live/app/.terraform/modules/far/main.tf", "locals {}\n");
        write("live/app/.terraform/modules/modules.json", """
                {"Modules": [
                  {"Key": "", "Source": "", "Dir": "."},
                  {"Key": "child", "Source": "../../modules/child", "Dir": "../../modules/child"},
                  {"Key": "far", "Source": "git::https://example.org/m.git", "Dir": ".terraform/modules/far"}]}
                """);
        write("live/app/.terraform/providers/example.com/acme/one/1.2.3/linux_amd64/provider", "binary");
        write("cache/two/provider", "binary");
        Path two = module.resolve(".terraform/providers/example.com/acme/two/0.1.0");
        Files.createDirectories(two);
        Files.createSymbolicLink(two.resolve("linux_amd64"), root.resolve("cache/two"));
        initSucceeds(inputs);
    }

    @Test
    void whereNothingHasChangedNoInitIsNeeded() throws IOException {
        assertThat(records.check(inputs, true))
                .isEqualTo(records.check(inputs, true))
                .extracting(InitCheck::initialised, InitCheck::because)
                .containsExactly(true, null);
        assertThat(note).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource({
        "live/app/main.tf, module files",
        "live/app/new.tf.json, module files",
        "live/app/new.tofu, module files",
        "modules/child/main.tf, installed modules",
        "modules/child/more.tf, installed modules",
        "live/app/.terraform.lock.hcl, 'installed providers, lock file'",
        "live/app/.terraform/terraform.tfstate, prepared backend",
        "live/app/.terraform/modules/modules.json, installed modules",
        "live/app/.terraform/plugin_path, installed providers",
        "live/app/.terraform/providers/example.com/acme/one/1.2.3/linux_amd64/provider, installed providers",
        "cache/two/provider, installed providers",
        "home/.terraformrc, CLI configuration",
        "home/.tofurc, CLI configuration",
        "home/.terraform.d/more.tfrc, CLI configuration"
    })
    void whatInitReadsOrMakesIsCompared(String file, String kinds) throws IOException {
        write(file, "changed");

        assertNeedsInit(inputs, "changed: " + kinds);
    }

    @ParameterizedTest
    @CsvSource({
        "live/app/main.tf, module files",
        "live/app/.terraform.lock.hcl, 'installed providers, lock file'",
        "live/app/.terraform/terraform.tfstate, prepared backend",
        "live/app/.terraform/modules, installed modules",
        "live/app/.terraform/modules/far, installed modules",
        "live/app/.terraform/modules/modules.json, installed modules",
        "modules/child, installed modules",
        "live/app/.terraform/providers, installed providers",
        "live/app/.terraform/providers/example.com/acme/one/1.2.3, installed providers",
        "live/app/.terraform/providers/example.com/acme/one/1.2.3/linux_amd64/provider, installed providers",
        "live/app/.terraform/providers/example.com/acme/two/0.1.0/linux_amd64, installed providers",
        "cache/two, installed providers",
        "home/.terraformrc, CLI configuration"
    })
    void whatIsGoneIsMissed(String file, String kinds) throws IOException {
        delete(root.resolve(file));

        assertNeedsInit(inputs, "changed: " + kinds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "live/app/values.auto.tfvars",
                "live/app/templates/new.txt",
                "live/app/README.md",
                "live/app/terraform.tfstate",
                "live/app/.terraform/environment",
                "live/app/sub/main.tf",
                "live/app/.main.tf",
                "live/app/#main.tf#",
                "live/app/main.tf~",
                "live/app/.terraform/modules/far/README.md",
                "modules/child/README.md",
                "home/.bashrc"
            })
    void whatInitDoesNotReadChangesNothing(String file) throws IOException {
        write(file, "changed");

        assertThat(records.check(inputs, true).initialised()).isTrue();
    }

    @Test
    void aPackageThatIsALinkCountsAsWhatItLeadsTo() throws IOException {
        delete(module.resolve(".terraform/modules/far"));
        write("elsewhere/main.tf", "locals {}\n");
        Files.createSymbolicLink(module.resolve(".terraform/modules/far"), root.resolve("elsewhere"));
        initSucceeds(inputs);
        assertThat(records.check(inputs, true).initialised()).isTrue();

        write("elsewhere/main.tf", "terraform {}\n");

        assertNeedsInit(inputs, "changed: installed modules");
    }

    @Test
    void anotherRequestNeedsAnotherInit() throws IOException {
        assertNeedsInit(with("options", "another"), "changed: options");
        initSucceeds(inputs);
        assertNeedsInit(with("backend configuration", "another"), "changed: backend configuration");
    }

    @Test
    void valuesOfVariablesCountWhereInitMayReadThem() throws IOException {
        Path file = write("common.tfvars", "a = 1\n");
        InitInputs tofu = new InitInputs(
                inputs.directory(),
                inputs.dataDirectory(),
                inputs.known(),
                true,
                inputs.cliVariables(),
                true,
                List.of(file.toString()));
        initSucceeds(tofu);
        assertThat(records.check(tofu, true).initialised()).isTrue();

        write("common.tfvars", "a = 2\n");
        assertNeedsInit(tofu, "changed: var files");

        initSucceeds(tofu);
        write("live/app/values.auto.tfvars", "a = 2\n");
        assertNeedsInit(tofu, "changed: module files");
    }

    @Test
    void aRelativeCliConfigurationIsTheModules() throws IOException {
        InitInputs named = new InitInputs(
                inputs.directory(),
                inputs.dataDirectory(),
                inputs.known(),
                true,
                new TreeMap<>(Map.of("TF_CLI_CONFIG_FILE", "../cli.tfrc")),
                false,
                List.of());
        write("live/cli.tfrc", "");
        initSucceeds(named);
        write("home/.terraformrc", "another");
        assertThat(records.check(named, true).initialised()).isTrue();

        write("live/cli.tfrc", "another");

        assertNeedsInit(named, "changed: CLI configuration");
    }

    @Test
    void anInitWithoutABackendIsGoodForValidateAlone() throws IOException {
        InitInputs validate = withoutBackend();
        assertThat(records.check(validate, true).initialised())
                .as("one with a backend is good for all")
                .isTrue();
        delete(note);
        initSucceeds(validate);

        assertThat(records.check(validate, true).initialised()).isTrue();
        write("live/app/.terraform/terraform.tfstate", "another backend, by hand");
        assertThat(records.check(validate, true).initialised()).isTrue();
        assertNeedsInit(inputs, "it last ran without the backend");
        assertThat(records.check(validate, true).initialised())
                .as("an init with a backend is about to begin")
                .isFalse();
    }

    @Test
    void anInitThatDoesNotEndLeavesNoNote() throws IOException {
        InitCheck asked = records.check(inputs, false);

        assertThat(asked.initialised()).isFalse();
        assertNeedsInit(inputs, "it isn't known to have succeeded here");
    }

    @Test
    void anInitDuringWhichItsInputsChangedLeavesNoNote() throws IOException {
        String before = records.check(inputs, false).inputs();
        write("live/app/main.tf", "changed meanwhile");

        records.keep(inputs, before);

        assertNoNote(note);
    }

    @Test
    void anInitThatDidNotMakeWhatItShouldLeavesNoNote() throws IOException {
        String before = records.check(inputs, false).inputs();
        delete(root.resolve("cache/two"));

        records.keep(inputs, before);

        assertNoNote(note);
    }

    @Test
    void theLockFileThatInitWritesIsNoneOfItsChangedInputs() throws IOException {
        delete(module.resolve(".terraform.lock.hcl"));
        String before = records.check(inputs, false).inputs();
        write("live/app/.terraform.lock.hcl", LOCK);

        records.keep(inputs, before);

        assertThat(records.check(inputs, true).initialised()).isTrue();
    }

    @Test
    void aModuleThatNeedsNothingIsRemembered() throws IOException {
        Path plain = root.resolve("plain");
        InitInputs own = new InitInputs(
                plain.toString(),
                plain.resolve(".terraform").toString(),
                inputs.known(),
                true,
                inputs.cliVariables(),
                false,
                List.of());
        write("plain/main.tf", "resource \"terraform_data\" \"x\" {}\n");
        assertThat(records.check(own, true).because()).isEqualTo("it isn't known to have succeeded here");
        initSucceeds(own);

        assertThat(records.check(own, true).initialised()).isTrue();
    }

    @Test
    void aCopyOfAModuleIsAnotherOne() throws IOException {
        Path copy = root.resolve("live/copy");
        try (var files = Files.walk(module)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(module.relativize(file).toString()));
            }
        }
        InitInputs own = new InitInputs(
                copy.toString(),
                copy.resolve(".terraform").toString(),
                inputs.known(),
                true,
                inputs.cliVariables(),
                false,
                List.of());

        assertNeedsInit(own, "changed: module, installed providers");
    }

    @Test
    void nobodyElsesNoteIsBelieved() throws IOException {
        LocalInitRecords others =
                new LocalInitRecords(new SecretHash("another key".repeat(4).getBytes(StandardCharsets.UTF_8)));
        others.keep(inputs, others.check(inputs, false).inputs());
        assertThat(note).exists();
        assertNeedsInit(inputs, "it isn't known to have succeeded here");

        initSucceeds(inputs);
        Files.writeString(note, Files.readString(note).replace("\"backend\":true", "\"backend\":false"));
        assertNeedsInit(withoutBackend(), "it isn't known to have succeeded here");
        assertNoNote(note);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"schema\": 1}", "\u0000\u0001"})
    void whatIsNoNoteIsReplaced(String content) throws IOException {
        Files.writeString(note, content);

        assertNeedsInit(inputs, "it isn't known to have succeeded here");
        initSucceeds(inputs);
        assertThat(records.check(inputs, true).initialised()).isTrue();
    }

    @Test
    void halfANoteIsNone() throws IOException {
        byte[] whole = Files.readAllBytes(note);

        for (int length = 0; length < whole.length; length++) {
            Files.write(note, Arrays.copyOf(whole, length));
            assertThat(records.check(inputs, true).initialised())
                    .as("the first %d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void aFileThatOthersCouldReadIsNotUsedAgain() throws IOException {
        Files.setPosixFilePermissions(note, PosixFilePermissions.fromString("rw-r--r--"));
        initSucceeds(inputs);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
                .isEqualTo("rw-------");
        assertThat(records.check(inputs, true).initialised()).isTrue();
    }

    @Test
    void aDirectoryOrALinkInTheNotesPlaceIsNoObstacle() throws IOException {
        delete(note);
        write("live/app/.terraform/" + LocalInitRecords.FILE_NAME + "/deep/file", "x");
        assertNeedsInit(inputs, "it isn't known to have succeeded here");

        Path elsewhere = write("precious.txt", "precious");
        Files.createSymbolicLink(note, elsewhere);
        initSucceeds(inputs);

        assertThat(records.check(inputs, true).initialised()).isTrue();
        assertThat(elsewhere).hasContent("precious");
    }

    @Test
    void whatCannotBeReadIsInitialised() throws IOException {
        write("live/app/.terraform/modules/modules.json", "{ broken");

        assertThat(records.check(inputs, true).initialised()).isFalse();
        assertNoNote(note);
    }

    @Test
    void noValueIsInTheNote() throws IOException {
        write("live/app/main.tf", "# hunter2\n");
        write("live/app/.terraform/terraform.tfstate", "{\"secret\": \"hunter2\"}");
        initSucceeds(inputs);

        assertThat(note).content().doesNotContain("hunter2", root.toString());
    }

    private void assertNeedsInit(InitInputs wanted, String because) throws IOException {
        InitCheck check = records.check(wanted, true);
        assertThat(check.because()).isEqualTo(because);
        assertThat(check.initialised()).isFalse();
        assertNoNote(Path.of(wanted.dataDirectory()).resolve(LocalInitRecords.FILE_NAME));
    }

    private static void assertNoNote(Path file) throws IOException {
        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0)
                .isZero();
    }

    private void initSucceeds(InitInputs wanted) throws IOException {
        records.keep(wanted, records.check(wanted, false).inputs());
    }

    private InitInputs with(String kind, String value) {
        Map<String, String> known = new TreeMap<>(inputs.known());
        known.put(kind, value);
        return new InitInputs(
                inputs.directory(), inputs.dataDirectory(), known, true, inputs.cliVariables(), false, List.of());
    }

    private InitInputs withoutBackend() {
        Map<String, String> known = new TreeMap<>(inputs.known());
        known.remove("backend configuration");
        return new InitInputs(
                inputs.directory(), inputs.dataDirectory(), known, false, inputs.cliVariables(), false, List.of());
    }

    private Path write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private static void delete(Path path) throws IOException {
        LocalPrivateFiles.deleteRecursively(path);
    }
}
