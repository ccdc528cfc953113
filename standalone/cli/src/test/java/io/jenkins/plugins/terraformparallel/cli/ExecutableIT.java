package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the executable's head does before the jar below it runs. */
class ExecutableIT {
    @TempDir
    private Path world;

    private TerraformParallel cli;

    @BeforeEach
    void call() throws IOException {
        cli = TerraformParallel.in(world, Packed.EXECUTABLE);
    }

    @Test
    void doesWhatTheJarDoes() throws Exception {
        cli.module("a", Hcl.holding("a"));
        String[][] calls = {
            {"--version"}, {"plan", "--help"}, {"plan", "--list", "*"}, {"plan", "--nonsense"}, {"plan", "nowhere"}, {}
        };
        for (String[] arguments : calls) {
            assertSameAsOfTheJar(cli.run(arguments), arguments);
        }
    }

    @Test
    void passesArgumentsOnAsTheyAre() throws Exception {
        String[] odd = {
            "plan", "two  blanks", "", "$HOME", "`id`", "back\\nslash", "q'u\"otes", "m*", "ü", "a\nb", "~", "--", "-x"
        };

        CallResult call = cli.run(odd).hasExitCode(64);

        assertSameAsOfTheJar(call, odd);
        assertThat(call.err()).contains("'two  blanks'", "'$HOME'", "'`id`'", "'ü'", "'-x'");
    }

    @Test
    void everybodyMayCallIt() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Packed.EXECUTABLE.file())))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void isFoundOnThePathWhereverAndWhateverItIs() throws Exception {
        Path bin = Files.createDirectories(world.resolve("a bin-Verzeichnis für's \"$HOME\""));
        Files.createSymbolicLink(bin.resolve("tp"), Packed.EXECUTABLE.file());
        Files.copy(Packed.EXECUTABLE.file(), bin.resolve("a copy"));
        TerraformParallel there = cli.env("PATH", bin + ":" + System.getenv("PATH"));

        for (String name : List.of("tp", "a copy")) {
            Process process = there.builder(List.of("/usr/bin/env", name, "--version"))
                    .redirectErrorStream(true)
                    .start();

            assertThat(new String(process.getInputStream().readAllBytes())).startsWith("terraform-parallel ");
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void isAJarToo() throws Exception {
        List<String> command = TerraformParallel.in(world).commandLine(List.of("--version")).stream()
                .map(argument -> argument.equals(Packed.JAR.file().toString())
                        ? Packed.EXECUTABLE.file().toString()
                        : argument)
                .toList();

        Process process = cli.builder(command).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes())).startsWith("terraform-parallel ");
        assertThat(process.waitFor()).isZero();
    }

    /** With two collectors Java would refuse to start. */
    @ParameterizedTest
    @ValueSource(strings = {"-Xmx96m", "-XX:+UseG1GC", "-XX:+UseParallelGC -Xmx96m"})
    void takesOptionsForJava(String options) throws Exception {
        CallResult call = cli.javaOption(options).run("--version").hasExitCode(0);

        assertThat(call.out()).startsWith("terraform-parallel ");
    }

    @Test
    void findsJavaOnThePathWithNoOtherProgramThere() throws Exception {
        Path bin = Files.createDirectories(world.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of(System.getProperty("java.home"), "bin/java"));

        CallResult call = cli.env("JAVA_HOME", "")
                .env("PATH", bin.toString())
                .run("--version")
                .hasExitCode(0);

        assertThat(call.out()).startsWith("terraform-parallel ");
        assertThat(call.err()).isEmpty();
    }

    @Test
    void saysWhereItLookedForJava() throws Exception {
        CallResult nowhere = cli.env("JAVA_HOME", "")
                .env("PATH", world.resolve("nowhere").toString())
                .run("--version")
                .hasExitCode(64);
        CallResult wrongHome = cli.env("JAVA_HOME", world.resolve("no where").toString())
                .run("--version")
                .hasExitCode(64);

        assertThat(nowhere.err())
                .isEqualTo("terraform-parallel: found no java on the PATH, and JAVA_HOME isn't set; expected Java 17 or"
                        + " later in one of the two.\n");
        assertThat(wrongHome.err())
                .isEqualTo("terraform-parallel: found no program '" + world.resolve("no where")
                        + "/bin/java', expected JAVA_HOME to be the directory of a Java 17 or later; set it to one, or"
                        + " unset it and have java on the PATH.\n");
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_292,64", "11.0.2,64", "16,64", "17,0", "17.0.15,0", "25-ea,0", "100.1,0"})
    void refusesAJavaThatIsTooOld(String version, int exitCode) throws Exception {
        Path home = Files.createDirectories(world.resolve("java/bin")).getParent();
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"a b\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho started\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        String path = home.resolve("bin") + ":" + System.getenv("PATH");

        List<TerraformParallel> ways = List.of(
                cli.env("JAVA_HOME", home.toString()), cli.env("JAVA_HOME", "").env("PATH", path));

        for (TerraformParallel way : ways) {
            CallResult call = way.run("--version").hasExitCode(exitCode);
            assertThat(call.out()).isEqualTo(exitCode == 0 ? "started\n" : "");
            assertThat(call.err())
                    .isEqualTo(
                            exitCode == 0
                                    ? ""
                                    : "terraform-parallel: found Java " + version + " (" + java
                                            + "), expected Java 17 or later; set JAVA_HOME to the directory of one.\n");
        }
    }

    /** Not every shell passes such a variable on. */
    @Test
    @NeedsTerraform
    void noVariableIsLostOnTheWay() throws Exception {
        cli.module("a", "variable \"my-var\" {\n  default = \"lost\"\n}\n" + Hcl.holding("${var.my-var}"));

        CallResult call = cli.env("TF_VAR_my-var", "kept").runWithReports("apply", "--auto-approve", "a");

        if (call.exitCode() == 64) {
            assertThat(call.err())
                    .startsWith("terraform-parallel: environment variable TF_VAR_my-var can't be passed on by /bin/sh")
                    .contains("java -jar '" + Packed.EXECUTABLE.file() + "'")
                    .doesNotContain("kept");
        } else {
            call.hasExitCode(0);
            assertThat(call.unit("a").at("/outputs/value/value").asText()).isEqualTo("kept");
        }
    }

    @Test
    void variablesThatOnlyLookSoAreNoneOfItsBusiness() throws Exception {
        cli.env("TF_VAR_a", "x\nTF_VAR_my-var=1")
                .env("NOT_TF_VAR_my-var", "1")
                .env("TF_CLI_ARGS_plan", "-no-color")
                .run("--version")
                .hasExitCode(0);
    }

    private void assertSameAsOfTheJar(CallResult call, String... arguments) throws Exception {
        CallResult jar = TerraformParallel.in(world).run(arguments);
        String what = "after " + String.join(" ", arguments);
        assertThat(call.exitCode()).as(what).isEqualTo(jar.exitCode());
        assertThat(call.out()).as(what).isEqualTo(jar.out());
        assertThat(call.err()).as(what).isEqualTo(jar.err());
    }
}
