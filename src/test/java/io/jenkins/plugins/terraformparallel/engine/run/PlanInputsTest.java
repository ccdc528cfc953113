package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanInputsTest {

    private static final Unit UNIT = TestUnits.with(
            TestUnits.unitAt("a", "/m/a", "dev", null),
            Map.of("v", List.of(1, "two")),
            Map.of("bucket", "hunter2"),
            Map.of("TF_VAR_x", "1", "PATH", "/bin"));
    private static final Map<String, String> FILES = Map.of("lock file", "1", "module files", "2", "var files", "3");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("TF_VAR_y", "2", "TF_CLI_ARGS_plan", "-compact-warnings");

    @Test
    void nothingDiffersWhereNothingChanged() {
        assertThat(differences(UNIT, TestUnits.SETTINGS, ENVIRONMENT, FILES)).isEmpty();
        Unit sameInAnotherOrder = TestUnits.with(
                UNIT, Map.of("v", List.of(1L, "two")), UNIT.backendConfig(), Map.of("PATH", "/x", "TF_VAR_x", "1"));
        assertThat(differences(sameInAnotherOrder, TestUnits.SETTINGS, ENVIRONMENT, FILES))
                .isEmpty();
    }

    @Test
    void eachKindOfInputIsNamedByItself() {
        assertThat(differences(unit(UNIT.vars(), UNIT.backendConfig(), UNIT.env(), "eu", List.of(), List.of())))
                .containsExactly("workspace");
        assertThat(differences(unit(Map.of(), UNIT.backendConfig(), UNIT.env(), "dev", List.of(), List.of())))
                .containsExactly("variables");
        assertThat(differences(unit(
                        Map.of("v", List.of("two", 1)), UNIT.backendConfig(), UNIT.env(), "dev", List.of(), List.of())))
                .containsExactly("variables");
        assertThat(differences(unit(
                        Map.of("v", List.of("1", "two")),
                        UNIT.backendConfig(),
                        UNIT.env(),
                        "dev",
                        List.of(),
                        List.of())))
                .as("a text is no number")
                .containsExactly("variables");
        assertThat(differences(unit(UNIT.vars(), Map.of("bucket", "hunter3"), UNIT.env(), "dev", List.of(), List.of())))
                .containsExactly("backend configuration");
        assertThat(differences(
                        unit(UNIT.vars(), UNIT.backendConfig(), Map.of("TF_VAR_x", "2"), "dev", List.of(), List.of())))
                .containsExactly("variables");
        assertThat(differences(unit(
                        UNIT.vars(),
                        UNIT.backendConfig(),
                        Map.of("TF_VAR_x", "1", "TF_CLI_ARGS", "-no-color"),
                        "dev",
                        List.of(),
                        List.of())))
                .containsExactly("options");
        assertThat(differences(unit(UNIT.vars(), UNIT.backendConfig(), UNIT.env(), "dev", List.of("a.b"), List.of())))
                .containsExactly("options");
        assertThat(differences(unit(UNIT.vars(), UNIT.backendConfig(), UNIT.env(), "dev", List.of(), List.of("a.b"))))
                .containsExactly("options");
    }

    @Test
    void theUnitsOwnEnvironmentWins() {
        Map<String, String> other = new LinkedHashMap<>(ENVIRONMENT);
        other.put("TF_VAR_x", "overridden");
        assertThat(differences(UNIT, TestUnits.SETTINGS, other, FILES)).isEmpty();
        other.put("TF_VAR_y", "3");
        assertThat(differences(UNIT, TestUnits.SETTINGS, other, FILES)).containsExactly("variables");
        other.put("TF_VAR_y", "2");
        other.put("TF_CLI_ARGS_plan", "-parallelism=2");
        assertThat(differences(UNIT, TestUnits.SETTINGS, other, FILES)).containsExactly("options");
    }

    @Test
    void filesAreNamedAsTheyAreAskedFor() {
        for (String kind : FILES.keySet()) {
            Map<String, String> changed = new LinkedHashMap<>(FILES);
            changed.put(kind, "other");
            assertThat(differences(UNIT, TestUnits.SETTINGS, ENVIRONMENT, changed))
                    .containsExactly(kind);
        }
    }

    @Test
    void whatChangesNoPlanIsNoInput() {
        TerraformOptions howToGoAboutIt = new TerraformOptions("5m", false, true, false, true, 3, Map.of());
        assertThat(differences(howToGoAboutIt, "1.11.4")).isEmpty();
        assertThat(differences(new TerraformOptions(null, true, false, false, false, null, Map.of()), "1.11.4"))
                .containsExactly("options");
        assertThat(differences(
                        new TerraformOptions(null, true, true, false, false, null, Map.of("plan", List.of("-x"))),
                        "1.11.4"))
                .containsExactly("options");
        assertThat(differences(new TerraformOptions(null, true, true, true, false, null, Map.of()), "1.11.4"))
                .containsExactly("options");
        assertThat(differences(TestUnits.OPTIONS, "1.11.5")).containsExactly("terraform version");
    }

    @Test
    void noValueIsShown() {
        Map<String, String> inputs = inputs(UNIT, TestUnits.SETTINGS, ENVIRONMENT, FILES);

        assertThat(inputs.toString()).doesNotContain("hunter2", "two", "bucket", "compact");
        assertThat(inputs.keySet())
                .contains("workspace", "terraform version", "backend configuration", "variables", "options");
    }

    private static Unit unit(
            Map<String, Object> vars,
            Map<String, Object> backend,
            Map<String, String> env,
            String workspace,
            List<String> targets,
            List<String> replace) {
        return new Unit(
                UNIT.name(),
                UNIT.key(),
                UNIT.path(),
                UNIT.directory(),
                UNIT.dataDirectory(),
                workspace,
                List.of(),
                vars,
                backend,
                env,
                targets,
                replace,
                List.of(),
                null);
    }

    private static List<String> differences(Unit unit) {
        return differences(unit, TestUnits.SETTINGS, ENVIRONMENT, FILES);
    }

    private static List<String> differences(TerraformOptions options, String version) {
        return differences(
                UNIT,
                TestUnits.with(
                        TestUnits.SETTINGS,
                        options,
                        new TerraformVersion(TerraformVersion.Kind.TERRAFORM, 1, 11, 4, version)),
                ENVIRONMENT,
                FILES);
    }

    private static List<String> differences(
            Unit unit, RunSettings settings, Map<String, String> environment, Map<String, String> files) {
        return PlanInputs.differences(
                inputs(UNIT, TestUnits.SETTINGS, ENVIRONMENT, FILES), inputs(unit, settings, environment, files));
    }

    private static Map<String, String> inputs(
            Unit unit, RunSettings settings, Map<String, String> environment, Map<String, String> files) {
        return new PlanInputs(settings, environment, TestUnits.HASH).of(unit, files);
    }
}
