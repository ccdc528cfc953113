package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -destroy                              | -destroy
            --destroy                             | -destroy
            -destroy=true                         | -destroy
            -json                                 | -json
            -out=p                                | -out
            -out p                                | -out
            -chdir=x                              | -chdir
            -state=x                              | -state
            -state-out=x                          | -state-out
            -target=a                             | -target
            -target a                             | -target
            '"-target=a b"'                       | -target
            -tar"get"=a                           | -target
            \\-target=a                           | -target
            -refresh-only                         | -refresh-only
            -replace=a                            | -replace
            -auto-approve                         | -auto-approve
            -backend=false                        | -backend=false
            --backend=0                           | -backend=false
            -compact-warnings -destroy            | -destroy
            -var a=b -destroy                     | -destroy
            -var=a -destroy                       | -destroy
            """)
    void optionsThatChangeWhatTerraformDoesAreFound(String value, String option) {
        assertThat(mistakes(Map.of("TF_CLI_ARGS_plan", value))).singleElement().satisfies(mistake -> {
            assertThat(mistake.argument()).isEqualTo("environment.TF_CLI_ARGS_plan");
            assertThat(mistake.found()).isEqualTo("'" + option + "'");
            assertThat(mistake.expected()).isNotBlank();
        });
        assertThat(mistakes(Map.of("TF_CLI_ARGS", value))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-compact-warnings",
                "-parallelism=3 -lock-timeout=30s",
                "-var -destroy",
                "-var '-target=x'",
                "-var-file --json",
                "-var=-destroy",
                "-var 'a=-destroy -json'",
                "-backend=true",
                "-backend-config=state=x",
                "-statement",
                "'' -input=false",
                "-compact-warnings; -destroy",
                "# -- -x"
            })
    void allOtherOptionsArePassedOn(String value) {
        assertThat(mistakes(Map.of("TF_CLI_ARGS", value, "TF_CLI_ARGSX", "-destroy", "OTHER", "-destroy")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'x", "\"x", "x\\", "$(x", "(x)", "`x"})
    void whatTerraformCannotSplitIsAMistake(String value) {
        assertThat(mistakes(Map.of("TF_CLI_ARGS", value)))
                .extracting(Mistake::found)
                .containsExactly("text that terraform can't split into options");
    }

    @Test
    void aWorkspaceAndADataDirectoryAreMistakesUnlessEmpty() {
        assertThat(mistakes(Map.of("TF_WORKSPACE", "", "TF_DATA_DIR", ""))).isEmpty();
        assertThat(mistakes(Map.of("TF_WORKSPACE", "prod", "TF_DATA_DIR", "/d")))
                .extracting(Mistake::sentence)
                .containsExactly(
                        "environment.TF_DATA_DIR: found '/d', expected nothing there; every module has its own .terraform",
                        "environment.TF_WORKSPACE: found 'prod', expected nothing there; name the workspace with 'workspaces'");
    }

    @Test
    void eachOptionIsNamedOnceAndNoValueIsShown() {
        assertThat(mistakes(Map.of("TF_CLI_ARGS", "-target=hunter2 -target=x -json -var password=hunter2")))
                .extracting(Mistake::found)
                .containsExactly("'-target'", "'-json'");
    }

    private static List<Mistake> mistakes(Map<String, String> environment) {
        return EnvironmentCheck.mistakes(environment);
    }
}
