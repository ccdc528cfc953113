package io.jenkins.plugins.terraformparallel.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RawRequestTest {

    static Stream<Arguments> optionsAndEntries() {
        return Stream.of(
                written("--parallel 2", "parallel", "2"),
                written("-p 2", "parallel", "2"),
                written("-p2", "parallel", "2"),
                written("--parallel=four", "parallel", "four"),
                written("--workspace eu --workspace us", "workspaces", List.of("eu", "us")),
                written("--create-workspaces", "createWorkspaces", "true"),
                written("--create-workspaces=false", "createWorkspaces", "false"),
                written("--var-file a.tfvars --var-file b.tfvars", "varFiles", List.of("a.tfvars", "b.tfvars")),
                written("--var a=b=c", "vars", Map.of("a", "b=c")),
                written("--var a=", "vars", Map.of("a", "")),
                written("--var a=1", "vars", Map.of("a", "1")),
                written("--var a:=1", "vars", Map.of("a", 1)),
                written("--var a:=1.10", "vars", Map.of("a", new BigDecimal("1.10"))),
                written("--var a:=[true,{\"b\":\"c\"}]", "vars", Map.of("a", List.of(true, Map.of("b", "c")))),
                written("--var a=x:=1", "vars", Map.of("a", "x:=1")),
                written("--var a=1 --var a=2", "vars", Map.of("a", "2")),
                written("--var a=-1 --var b=--x", "vars", Map.of("a", "-1", "b", "--x")),
                written("--backend-config bucket=b", "backendConfig", Map.of("bucket", "b")),
                written("--backend-config use:=true", "backendConfig", Map.of("use", true)),
                written("--env A=:=1", "env", Map.of("A", ":=1")),
                written("--fail-fast", "failFast", "true"),
                written("--fail-fast=interrupt", "failFast", "interrupt"),
                written("--timeout 90s", "timeout", "90s"),
                written("--grace-period 1m", "gracePeriod", "1m"),
                written("--lock-timeout 30s", "lockTimeout", "30s"),
                written("--lock=false", "lock", "false"),
                written("--refresh=false", "refresh", "false"),
                written("--upgrade", "upgrade", "true"),
                written("--resource-parallelism 3", "resourceParallelism", "3"),
                written(
                        "--extra-args plan=-compact-warnings --extra-args plan=-x=y --extra-args init=-z",
                        "extraArgs",
                        Map.of("plan", List.of("-compact-warnings", "-x=y"), "init", List.of("-z"))),
                written("--saved-plans require", "savedPlans", "require"),
                written("--init never", "init", "never"),
                written("--executable tofu", "executable", "tofu"),
                written("--mask a --mask b", "mask", List.of("a", "b")),
                written("--console all", "console", "all"),
                written("--exclude old --exclude x/**", "modules", List.of("m", "!old", "!x/**")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optionsAndEntries")
    void anOptionBecomesAnEntryOfTheRequest(String options, String key, Object value) {
        RawRequest raw = raw(Map.of(), (options + " m").split(" "));

        assertThat(raw.mistakes()).isEmpty();
        assertThat(raw.map()).contains(entry(key, value));
    }

    @Test
    void nothingIsInTheRequestThatWasNotGiven() {
        assertThat(raw(Map.of(), "m", "n").map()).isEqualTo(Map.of("modules", List.of("m", "n")));
    }

    @Test
    void aSwitchTakesNoModuleForItsValue() {
        RawRequest raw = raw(Map.of(), "--fail-fast", "network", "--lock", "queue", "--upgrade");

        assertThat(raw.map()).contains(entry("modules", List.of("network", "queue")), entry("failFast", "true"));
    }

    @Test
    void whatIsWrittenIsDataToTheLastCharacter() {
        String odd = "a'\"$(x)${y}%s\\ @file\n\tü";

        RawRequest raw = raw(Map.of(), "--var", "v=" + odd, "--env", "E=" + odd, "@args", "--", "--odd", "-p");

        assertThat(raw.map())
                .contains(
                        entry("vars", Map.of("v", odd)),
                        entry("env", Map.of("E", odd)),
                        entry("modules", List.of("@args", "--odd", "-p")));
    }

    @Test
    void quotesAroundValuesStay() {
        assertThat(raw(Map.of(), "--var", "\"a\"=\"b\"", "m").map()).contains(entry("vars", Map.of("\"a\"", "\"b\"")));
    }

    @Test
    void optionsWinOverTheFile() {
        Map<String, Object> file = Map.of(
                "modules", List.of("a/*"),
                "parallel", 3,
                "workspaces", List.of("old"),
                "varFiles", "first.tfvars",
                "vars", Map.of("a", 1, "b", 2),
                "mask", List.of("b"),
                "extraArgs", Map.of("plan", List.of("-x")));

        RawRequest raw = raw(
                file,
                "--request=r.yaml",
                "-p",
                "2",
                "--workspace=eu",
                "--var-file=last.tfvars",
                "--var=b=3",
                "--mask=a",
                "--extra-args=plan=-y",
                "--exclude=a/old");

        assertThat(raw.mistakes()).isEmpty();
        assertThat(raw.map())
                .containsOnly(
                        entry("modules", List.of("a/*", "!a/old")),
                        entry("parallel", "2"),
                        entry("workspaces", List.of("eu")),
                        entry("varFiles", List.of("first.tfvars", "last.tfvars")),
                        entry("vars", Map.of("a", 1, "b", "3")),
                        entry("mask", List.of("b", "a")),
                        entry("extraArgs", Map.of("plan", List.of("-x", "-y"))));
    }

    @Test
    void aWrongValueInTheFileIsLeftForTheEngineToRefuse() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("vars", "a=b");
        file.put("varFiles", 7);

        RawRequest raw = raw(file, "--request=r.yaml", "--var=a=b", "--var-file=f");

        assertThat(raw.map()).contains(entry("vars", "a=b"), entry("varFiles", 7));
    }

    @Test
    void modulesInTwoPlacesAreAMistake() {
        assertThat(raw(Map.of("modules", List.of("a")), "--request=r.yaml", "b").mistakes())
                .containsExactly(new Mistake(
                        "MODULE", "'b' beside the modules of r.yaml", "modules in one place only, there or here"));
    }

    @Test
    void anotherOperationThanTheFilesIsAMistake() {
        RawRequest raw = raw(Map.of("operation", "apply"), "--request=r.yaml");
        raw.operation("plan");

        assertThat(raw.mistakes())
                .extracting(Mistake::sentence)
                .containsExactly("OPERATION: found plan, but the operation of r.yaml is 'apply',"
                        + " expected the same one, or none in the file");
    }

    @Test
    void theFilesOwnOperationIsNoMistake() {
        RawRequest raw = raw(Map.of("operation", "plan"), "--request=r.yaml");
        raw.operation("plan");

        assertThat(raw.mistakes()).isEmpty();
    }

    @Test
    void aMalformedValueIsAMistakeThatDoesNotShowIt() {
        List<Mistake> mistakes = raw(
                        Map.of(),
                        "--var=s3cret",
                        "--var==s3cret",
                        "--var=a:=[\"s3cret\"",
                        "--var=:=1",
                        "--var=b:=",
                        "--var=c:={\"s3cret\":1,\"s3cret\":2}",
                        "--var=d:=1 s3cret",
                        "--backend-config=s3cret",
                        "--env=s3cret",
                        "--extra-args=s3cret",
                        "m")
                .mistakes();

        assertThat(mistakes).hasSize(10);
        assertThat(mistakes).extracting(Mistake::sentence).noneMatch(text -> text.contains("s3cret"));
        assertThat(mistakes)
                .extracting(Mistake::found)
                .startsWith(
                        "text without '='",
                        "nothing before '='",
                        "text after ':=' that isn't JSON, at its character 10");
    }

    private static RawRequest raw(Map<String, Object> file, String... arguments) {
        String[] all =
                Stream.concat(Stream.of("plan"), Arrays.stream(arguments)).toArray(String[]::new);
        return new RawRequest(file, CommandCall.parsed(all).request());
    }

    private static Arguments written(String options, String key, Object value) {
        return Arguments.of(options, key, value);
    }
}
