package io.jenkins.plugins.terraformparallel.engine.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerraformCommandsTest {

    private static final TerraformVersion TERRAFORM =
            TerraformVersion.parse("Terraform v1.11.4").orElseThrow();
    private static final TerraformVersion OLD =
            TerraformVersion.parse("Terraform v1.3.0").orElseThrow();
    private static final TerraformVersion TOFU =
            TerraformVersion.parse("OpenTofu v1.8.0").orElseThrow();

    @Test
    void aUnitWithoutSettingsGetsTheLeast() {
        TerraformCommands commands = new TerraformCommands(plain(TERRAFORM));

        assertThat(commands.init()).containsExactly("init", "-input=false", "-json", "-no-color");
        assertThat(commands.plan(false, "/p"))
                .containsExactly("plan", "-input=false", "-json", "-no-color", "-detailed-exitcode", "-out=/p");
        assertThat(commands.apply("/p")).containsExactly("apply", "-input=false", "-json", "-no-color", "/p");
        assertThat(commands.show("/p")).containsExactly("show", "-no-color", "-json=false", "/p");
        assertThat(commands.showJson("/p")).containsExactly("show", "-no-color", "-json", "/p");
        assertThat(commands.validate()).containsExactly("validate", "-no-color", "-json");
        assertThat(commands.workspaceList()).containsExactly("workspace", "list", "-no-color");
    }

    @Test
    void everySettingGoesWhereItBelongsAndTheUsersOwnComeFirst() {
        TerraformCommands commands = new TerraformCommands(full(TERRAFORM));

        assertThat(commands.init())
                .containsExactly(
                        "init",
                        "-get=false",
                        "-input=false",
                        "-reconfigure",
                        "-backend-config=/b",
                        "-lock=false",
                        "-lock-timeout=30s",
                        "-upgrade",
                        "-json",
                        "-no-color");
        assertThat(commands.initWithoutBackend())
                .containsExactly(
                        "init", "-get=false", "-input=false", "-backend=false", "-upgrade", "-json", "-no-color");
        assertThat(commands.plan(false, "/p"))
                .containsExactly(
                        "plan",
                        "-compact-warnings",
                        "-input=false",
                        "-lock=false",
                        "-lock-timeout=30s",
                        "-parallelism=3",
                        "-refresh=false",
                        "-target=a.b",
                        "-replace=c.d[\"e f\"]",
                        "-var-file=/v1",
                        "-var-file=/v2",
                        "-json",
                        "-no-color",
                        "-detailed-exitcode",
                        "-out=/p");
        assertThat(commands.apply("/p"))
                .containsExactly(
                        "apply",
                        "-input=false",
                        "-lock=false",
                        "-lock-timeout=30s",
                        "-parallelism=3",
                        "-var-file=/v1",
                        "-var-file=/v2",
                        "-json",
                        "-no-color",
                        "/p");
    }

    @Test
    void aPlanMayLookForDriftOnly() {
        UnitCommandSettings settings = new UnitCommandSettings(
                TERRAFORM, List.of(), null, List.of("a.b"), List.of(), null, true, true, true, false, null, Map.of());

        assertThat(new TerraformCommands(settings).plan(false, "/p"))
                .containsSubsequence("plan", "-refresh-only", "-target=a.b", "-detailed-exitcode");
    }

    @Test
    void aDestroyPlanReplacesNothing() {
        assertThat(new TerraformCommands(full(TERRAFORM)).plan(true, "/p"))
                .contains("-destroy", "-target=a.b")
                .noneMatch(argument -> argument.startsWith("-replace"));
    }

    @Test
    void oldVersionsGetOnlyWhatTheyKnow() {
        TerraformCommands commands = new TerraformCommands(full(OLD));

        assertThat(commands.init()).doesNotContain("-json");
        assertThat(commands.apply("/p")).noneMatch(argument -> argument.startsWith("-var-file"));
    }

    @Test
    void openTofuGetsTheVariablesWhereBackendsMayReferToThem() {
        TerraformCommands commands = new TerraformCommands(full(TOFU));

        assertThat(List.of(
                        commands.init(),
                        commands.initWithoutBackend(),
                        commands.workspaceList(),
                        commands.validate(),
                        commands.show("/p")))
                .allSatisfy(line -> assertThat(line).contains("-var-file=/v1", "-var-file=/v2"));
        assertThat(commands.apply("/p")).noneMatch(argument -> argument.startsWith("-var-file"));
    }

    static UnitCommandSettings plain(TerraformVersion version) {
        return new UnitCommandSettings(
                version, List.of(), null, List.of(), List.of(), null, true, true, false, false, null, Map.of());
    }

    private static UnitCommandSettings full(TerraformVersion version) {
        return new UnitCommandSettings(
                version,
                List.of("/v1", "/v2"),
                "/b",
                List.of("a.b"),
                List.of("c.d[\"e f\"]"),
                "30s",
                false,
                false,
                false,
                true,
                3,
                Map.of("plan", List.of("-compact-warnings"), "init", List.of("-get=false")));
    }
}
