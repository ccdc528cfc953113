package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion.Kind;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitDependenciesTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/home/me", "PATH", "/bin");
    private static final Unit UNIT = TestUnits.unit("a");
    private static final TerraformVersion TOFU = new TerraformVersion(Kind.TOFU, 1, 10, 0, "1.10.0");

    @ParameterizedTest
    @CsvSource({
        "TF_CLI_ARGS_init, -plugin-dir=/p",
        "TF_CLI_ARGS, -get=false",
        "TF_CLI_CONFIG_FILE, /c.tfrc",
        "TERRAFORM_CONFIG, /c.tfrc",
        "TF_PLUGIN_CACHE_DIR, /cache",
        "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE, 1",
        "TF_CLOUD_ORGANIZATION, acme",
        "TF_HTTP_ADDRESS, https://state.example.com",
        "TF_SOMETHING_NEW, 1",
        "HOME, /home/other",
        "XDG_CONFIG_HOME, /x"
    })
    void aVariableThatMayDecideWhatInitMakesCounts(String name, String value) {
        assertThat(differences(known(UNIT), known(with(name, value)))).containsExactly("environment");
        assertThat(known(TestUnits.with(UNIT, Map.of(), Map.of(), Map.of(name, value))))
                .as("the unit's own is as good")
                .isEqualTo(known(with(name, value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TF_VAR_image",
                "TF_LOG",
                "TF_LOG_PATH",
                "TF_TOKEN_app_terraform_io",
                "TF_HTTP_PASSWORD",
                "TF_CLI_ARGS_plan",
                "TF_IN_AUTOMATION",
                "AWS_SESSION_TOKEN",
                "BUILD_NUMBER"
            })
    void othersDoNot(String name) {
        assertThat(known(with(name, "another"))).isEqualTo(known(UNIT));
    }

    @Test
    void theRequestCounts() {
        assertThat(differences(known(UNIT), known(TestUnits.with(UNIT, Map.of(), Map.of("bucket", "b"), Map.of()))))
                .containsExactly("backend configuration");
        RunSettings settings = TestUnits.SETTINGS;
        TerraformOptions options = new TerraformOptions(
                null, true, true, false, false, null, Map.of("init", List.of("-lockfile=readonly")));
        assertThat(differences(known(UNIT), known(TestUnits.with(settings, options, settings.version()))))
                .containsExactly("options");
        assertThat(differences(
                        known(UNIT),
                        known(TestUnits.with(
                                settings,
                                TestUnits.OPTIONS,
                                new TerraformVersion(Kind.TERRAFORM, 1, 11, 5, "1.11.5")))))
                .containsExactly("terraform version");
        Unit other = TestUnits.with(UNIT, Map.of("n", 1), Map.of(), Map.of());
        assertThat(known(other)).as("values of variables").isEqualTo(known(UNIT));
    }

    @Test
    void whereBackendsMayReferToVariablesTheirValuesCount() {
        RunSettings tofu = TestUnits.with(TestUnits.SETTINGS, TestUnits.OPTIONS, TOFU);
        InitInputs plain = of(tofu, Operation.PLAN, UNIT, ENVIRONMENT);

        assertThat(plain.variables()).isTrue();
        assertThat(differences(
                        plain.known(),
                        of(tofu, Operation.PLAN, TestUnits.with(UNIT, Map.of("n", 1), Map.of(), Map.of()), ENVIRONMENT)
                                .known()))
                .containsExactly("variables");
        assertThat(differences(
                        plain.known(),
                        of(tofu, Operation.PLAN, UNIT, with("TF_VAR_n", "1")).known()))
                .containsExactly("variables");
    }

    @Test
    void validateNeedsNoBackend() {
        InitInputs validate = of(TestUnits.SETTINGS, Operation.VALIDATE, UNIT, ENVIRONMENT);

        assertThat(validate.backend()).isFalse();
        assertThat(validate.known()).doesNotContainKey("backend configuration");
        assertThat(of(TestUnits.SETTINGS, Operation.DESTROY, UNIT, ENVIRONMENT).backend())
                .isTrue();
    }

    @Test
    void nothingIsShownOfValues() {
        Unit secret = TestUnits.with(UNIT, Map.of(), Map.of("password", "hunter2-backend"), Map.of());
        InitInputs inputs = of(
                TestUnits.SETTINGS, Operation.PLAN, secret, with("TF_CLI_ARGS_init", "-backend-config=a=hunter2-args"));

        assertThat(inputs.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            -backend-config=/some/file.tfbackend      | false
            -backend-config file.tfbackend            | false
            -var-file=x.tfvars                        | false
            -lock=false -backend-config="a b"         | false
            "unclosed                                 | false
            -backend-config=bucket=b                  | true
            '-backend-config=bucket=a b' -lock=false  | true
            -plugin-dir=/p                            | true
            -                                         | true
            """)
    void filesThatOnlyTerraformFindsCannotBeCompared(String arguments, boolean known) {
        InitDependencies dependencies = new InitDependencies(
                TestUnits.SETTINGS,
                Operation.PLAN,
                arguments == null ? ENVIRONMENT : with("TF_CLI_ARGS_init", arguments),
                TestUnits.HASH);

        assertThat(dependencies.canBeKnown(UNIT)).isEqualTo(known);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
        environment.put(name, value);
        return environment;
    }

    private static Map<String, String> known(Unit unit) {
        return of(TestUnits.SETTINGS, Operation.PLAN, unit, ENVIRONMENT).known();
    }

    private static Map<String, String> known(Map<String, String> environment) {
        return of(TestUnits.SETTINGS, Operation.PLAN, UNIT, environment).known();
    }

    private static Map<String, String> known(RunSettings settings) {
        return of(settings, Operation.PLAN, UNIT, ENVIRONMENT).known();
    }

    private static InitInputs of(
            RunSettings settings, Operation operation, Unit unit, Map<String, String> environment) {
        return new InitDependencies(settings, operation, environment, TestUnits.HASH).of(unit, "/modules/a/.terraform");
    }

    private static List<String> differences(Map<String, String> one, Map<String, String> other) {
        return PlanInputs.differences(one, other);
    }
}
