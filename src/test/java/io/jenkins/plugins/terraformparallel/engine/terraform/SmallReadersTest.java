package io.jenkins.plugins.terraformparallel.engine.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallReadersTest {

    @Test
    void workspacesAreListedWithoutTheMarkAndWithoutWarnings() {
        assertThat(WorkspaceList.parse("  default\n* eu\n  us-1\n\n")).containsExactly("default", "eu", "us-1");
        assertThat(WorkspaceList.parse("Warning: old\n\n  on main.tf line 4:\n   4: x {\n\n* default\r\n\n"
                        + "The active workspace is being overridden using the TF_WORKSPACE\n"))
                .containsExactly("default");
        assertThat(WorkspaceList.parse("")).isEmpty();
    }

    @Test
    void aMissingStateIsRecognisedWhereItIsTheOnlyError() {
        List<Diagnostic> missing =
                Recorded.findings("plan-missing-remote-state.ndjson", 1).diagnostics();
        List<Diagnostic> other = Recorded.findings("plan-wrong.ndjson", 1).diagnostics();
        List<Diagnostic> warnings = Recorded.findings("plan-mixed.ndjson", 2).diagnostics();

        assertThat(MissingRemoteState.isOnlyError(missing)).isTrue();
        assertThat(MissingRemoteState.isOnlyError(List.of(missing.get(0), warnings.get(0))))
                .isTrue();
        assertThat(MissingRemoteState.isOnlyError(List.of(missing.get(0), other.get(0))))
                .isFalse();
        assertThat(MissingRemoteState.isOnlyError(warnings)).isFalse();
        assertThat(MissingRemoteState.isOnlyError(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = 1\nb", "", "1a", "a b", "a.b", "é"})
    void aBackendSettingsNameIsAName(String name) {
        assertThatThrownBy(() -> BackendConfigFile.render(Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void valuesThatNoFileCanHoldAreRefusedByName() {
        assertThatThrownBy(() -> VariableFile.render(Map.of("v", Double.NaN))).hasMessageStartingWith("v: found NaN");
        assertThatThrownBy(() -> VariableFile.render(Map.of("v", List.of('c')))).hasMessageStartingWith("v: found");
        assertThatThrownBy(() -> BackendConfigFile.render(Map.of("v", Double.POSITIVE_INFINITY)))
                .hasMessageStartingWith("v: found");
    }

    @Test
    void halfCharactersBecomeOnesThatUtf8CanCarry() {
        assertThat(new String(
                        VariableFile.render(Map.of("v", "a\uD83Db\uDE00")), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"v\":\"a\uFFFDb\uFFFD\"}");
    }
}
