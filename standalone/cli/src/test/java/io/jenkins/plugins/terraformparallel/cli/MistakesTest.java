package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MistakesTest {

    @TempDir
    private Path directory;

    private CommandCall call;

    @BeforeEach
    void modules() throws IOException {
        Modules.in(directory, "network", "queue");
        call = CommandCall.in(directory);
    }

    static Stream<Arguments> usage() {
        return Stream.of(
                Arguments.of("", "Which operation? terraform-parallel plan, apply, destroy, validate or init."),
                Arguments.of("paln network", "unknown operation or command 'paln'. Did you mean plan?"),
                Arguments.of("-p 3 plan network", "unknown option '-p'. Options come after the OPERATION."),
                Arguments.of("plan network --paralel 3", "unknown option '--paralel'. Did you mean --parallel?"),
                Arguments.of("plan --varfile=s3cret", "unknown option '--varfile'. Did you mean --var-file?"),
                Arguments.of("plan network --html", "--html needs a value: --html=FILE"),
                Arguments.of("plan network --html --json x", "--html needs a value: --html=FILE"),
                Arguments.of("plan network --list=s3cret", "--list takes no value."),
                Arguments.of("plan network -p 3 --parallel 2", "--parallel is given twice; it takes one value."),
                Arguments.of("resume", "RUN_DIR is missing."),
                Arguments.of("resume run s3cret=x", "unexpected argument 's3cret'."),
                Arguments.of("report", "RUN_DIR is missing."),
                Arguments.of("help paln", "unknown command 'paln'."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usage")
    void wrongUsageIsSaidInTwoLines(String arguments, String sentence) {
        assertThat(call.execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(64);

        assertThat(call.errorLines()).hasSize(2);
        assertThat(call.errorLines().get(0)).isEqualTo("terraform-parallel: " + sentence);
        assertThat(call.errorLines().get(1))
                .startsWith("See 'terraform-parallel")
                .endsWith("--help'.");
        assertThat(call.out()).isEmpty();
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        "plan",
                        "MODULE: found none, expected a module's directory or a glob such as 'envs/*',"
                                + " or --request FILE"),
                Arguments.of("plan network --parallel 0", "--parallel: found '0', expected a whole number from 1"),
                Arguments.of("plan network -p four", "--parallel: found 'four', expected a whole number from 1"),
                Arguments.of(
                        "plan network --timeout 30",
                        "--timeout: found '30', expected a duration with its unit; a bare"
                                + " number has none: write '30s'"),
                Arguments.of("plan network --lock=maybe", "--lock: found 'maybe', expected true or false"),
                Arguments.of(
                        "plan network --fail-fast=no",
                        "--fail-fast: found 'no', expected 'true', 'false' or" + " 'interrupt'"),
                Arguments.of(
                        "plan network --console=al",
                        "--console: found 'al', expected 'summary', 'failures' or 'all';" + " did you mean 'all'?"),
                Arguments.of(
                        "plan network --extra-args plan=-out=x",
                        "--extra-args plan: found '-out', expected none; this" + " product sets it itself"),
                Arguments.of(
                        "plan network --extra-args plan=-var=a=b",
                        "--extra-args plan: found '-var', expected" + " '--var'"),
                Arguments.of(
                        "plan network --extra-args destroy=-x",
                        "--extra-args destroy: found an unknown command,"
                                + " expected 'plan' or 'apply', which destroy consists of"),
                Arguments.of(
                        "plan network --env TF_WORKSPACE=x",
                        "--env TF_WORKSPACE: found 'x', expected nothing there;"
                                + " name the workspace with '--workspace'"),
                Arguments.of(
                        "plan network --var 1a=x",
                        "--var '1a': found the name '1a', expected a name as terraform has it:"
                                + " letters, digits, _ and -, not beginning with a digit or -"),
                Arguments.of("plan network --var-file no.tfvars", "--var-file: found 'no.tfvars', which doesn't exist"),
                Arguments.of("plan netwrk", "MODULE: found 'netwrk', which doesn't exist"),
                Arguments.of("plan network network", "MODULE: found"),
                Arguments.of("plan network --exclude nothing", "--exclude: found"),
                Arguments.of("plan --request no.yaml", "--request: found 'no.yaml' ("),
                Arguments.of("plan --request network", "--request: found 'network', which is a directory"),
                Arguments.of("plan network --html no/x.html", "--html: found 'no/x.html', but there is no directory"),
                Arguments.of("plan network --json x --junit ./x", "--junit: found './x', the same file as --json"),
                Arguments.of("plan network --run-dir network", "--run-dir: found '"),
                Arguments.of("plan network --plan-dir network/main.tf", "--plan-dir: found '"),
                Arguments.of("destroy network", "--auto-approve: found nothing, expected it: destroy removes"),
                Arguments.of("apply network", "--auto-approve: found nothing, expected it, or a --plan-dir"),
                Arguments.of(
                        "apply network --plan-dir plans", "--auto-approve: found nothing, expected it, or a plan:"),
                Arguments.of(
                        "apply network --plan-dir plans --saved-plans ignore",
                        "--auto-approve: found nothing, expected it, or a --plan-dir"),
                Arguments.of("init network --init never", "--init: found 'never', expected 'auto' or 'always'"),
                Arguments.of("resume network", "RUN_DIR: found"),
                Arguments.of("report network", "RUN_DIR: found"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void aMistakeInTheRequestIsSaidInTheUsersWords(String arguments, String sentence) {
        assertThat(call.execute(arguments.split(" "))).isEqualTo(64);

        assertThat(call.errorLines().get(0))
                .startsWith("terraform-parallel: ")
                .endsWith("in the request, nothing was started:");
        assertThat(call.errorLines().get(1)).startsWith("  - " + sentence);
        assertThat(call.out()).isEmpty();
    }

    @Test
    void allMistakesAreSaidAtOnce() {
        call.with("TF_DATA_DIR", "x");

        assertThat(call.execute(
                        "destroy",
                        "netwrk",
                        "queue",
                        "--parallel=0",
                        "--timeout=30",
                        "--var=x",
                        "--var-file=no.tfvars",
                        "--html=no/x.html",
                        "--run-dir=network"))
                .isEqualTo(64);

        assertThat(call.errorLines().get(0)).startsWith("terraform-parallel: 9 mistakes");
        assertThat(call.errorLines().stream()
                        .skip(1)
                        .map(line -> line.substring(4, line.indexOf(": found")))
                        .toList())
                .containsExactlyInAnyOrder(
                        "--parallel",
                        "--timeout",
                        "environment variable TF_DATA_DIR",
                        "--var-file",
                        "MODULE",
                        "--var",
                        "--auto-approve",
                        "--html",
                        "--run-dir");
    }

    @Test
    void mistakesInARequestFileKeepTheNamesThatStandThere() throws IOException {
        Files.writeString(
                directory.resolve("r.yaml"),
                "parralel: 3\ntimeout: 30\nmodules: [network, {path: queue, dependsOn: [nobody]}]\n");

        assertThat(call.execute("plan", "--request", "r.yaml", "--grace-period=1"))
                .isEqualTo(64);

        assertThat(call.err())
                .contains("  - parralel: found an unknown key, expected a known one; did you mean 'parallel'?")
                .contains("  - timeout: found 30")
                .contains("  - --grace-period: found '1'")
                .contains("  - modules[1].dependsOn[0]: found 'nobody'");
    }

    @Test
    void theOperationsOfFileAndCommandMustAgree() throws IOException {
        Files.writeString(directory.resolve("r.yaml"), "operation: apply\nmodules: network\n");

        assertThat(call.execute("plan", "--request", "r.yaml")).isEqualTo(64);

        assertThat(call.err()).contains("  - OPERATION: found plan, but the operation of r.yaml is 'apply'");
    }

    @Test
    void noMistakeShowsAMaskedValue() {
        call.with("TOKEN", "s3cret");

        assertThat(call.execute(
                        "plan",
                        "network",
                        "--mask=TOKEN",
                        "--mask=password",
                        "--var=password=s3cret2",
                        "--timeout=s3cret",
                        "--workspace=s3cret2 x",
                        "--mask=s3cret"))
                .isEqualTo(64);

        assertThat(call.err()).contains("(masked)").doesNotContain("s3cret");
    }

    @Test
    void whatAModuleIsCalledDoesNotControlTheTerminal() {
        assertThat(call.execute("plan", "no\033[31m\nsuch")).isEqualTo(64);

        assertThat(call.errorLines()).hasSize(2);
        assertThat(call.err()).doesNotContain("\033");
    }

    @Test
    void nothingIsMadeWhereSomethingIsWrong() throws IOException {
        call.execute("apply", "network", "--run-dir=run", "--plan-dir=plans", "--html=x.html", "--parallel=0");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrder("network", "queue");
        }
    }

    @Test
    void windowsIsRefusedWithASentence() {
        call.on("Windows 11");

        assertThat(call.execute("plan", "network")).isEqualTo(64);
        assertThat(call.errorLines()).hasSize(1);
        assertThat(call.err()).startsWith("terraform-parallel: Windows is not supported");
    }

    @Test
    void aMistakeOfTheProgramItselfIsOneSentenceAndAFileWithoutMessages() throws IOException {
        String sentence = CrashNote.sentence(new IllegalStateException("s3cret", new RuntimeException("s3cret")));

        assertThat(sentence)
                .startsWith("This is a mistake in terraform-parallel itself (java.lang.IllegalStateException)");
        Path file = Path.of(sentence.substring(sentence.lastIndexOf(' ') + 1, sentence.length() - 1));
        List<String> lines = Files.readAllLines(file);
        Files.delete(file);
        assertThat(lines).contains("java.lang.IllegalStateException", "caused by java.lang.RuntimeException");
        assertThat(lines).noneMatch(line -> line.contains("s3cret"));
        assertThat(lines).anyMatch(line -> line.contains("MistakesTest"));
    }
}
