package io.jenkins.plugins.terraformparallel.engine.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateResultTest {

    @Test
    void readsWhatIsWrong() {
        ValidateResult result = parse(Recorded.text("validate-wrong.json"));

        assertThat(result.valid()).isFalse();
        assertThat(result.events())
                .extracting(event -> event.diagnostic().summary())
                .containsExactly(
                        "Unsupported attribute", "Error in function call", "Reference to undeclared input variable");
        assertThat(result.events().get(0).text())
                .contains("on main.tf line 9, in locals:", "local.l is object with 1 attribute \"a\"");
    }

    @Test
    void readsThatNothingIs() {
        assertThat(parse(Recorded.text("validate-fine.json"))).isEqualTo(new ValidateResult(true, List.of()));
        assertThat(parse("Warning: something\n" + Recorded.text("validate-fine.json"))
                        .valid())
                .isTrue();
    }

    @Test
    void masksEverything() {
        ValidateResult result = ValidateResult.parse(
                        Recorded.text("validate-wrong.json"), text -> text.replace("local.l", "****"))
                .orElseThrow();

        assertThat(result.toString()).contains("****").doesNotContain("local.l");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "{", "{}", "{\"valid\": \"yes\"}", "{\"valid\": true} trailing", "[]"})
    void anythingElseIsNoResult(String stdout) {
        assertThat(ValidateResult.parse(stdout, UnaryOperator.identity())).isEmpty();
    }

    private static ValidateResult parse(String stdout) {
        return ValidateResult.parse(stdout, UnaryOperator.identity()).orElseThrow();
    }
}
