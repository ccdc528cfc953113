package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskedValuesTest {

    private static final String SECRET = "hunter2\"\\\nsecond line";

    @Test
    void everyPlaceOfAMaskedNameCounts() throws RequestException {
        RunRequest request = RequestReader.read(
                Map.of(
                        "modules",
                        List.of(
                                "a",
                                Map.of(
                                        "path", "b",
                                        "vars", Map.of("token", "module var"),
                                        "backendConfig", Map.of("token", "module backend"),
                                        "env", Map.of("token", "module env"))),
                        "vars",
                        Map.of("token", SECRET, "other", "shown"),
                        "backendConfig",
                        Map.of("token", "run backend"),
                        "env",
                        Map.of("token", "run env"),
                        "mask",
                        List.of("token", "PASSWORD")),
                Map.of("PASSWORD", "inherited", "PATH", "/bin"));

        assertThat(MaskedValues.secretValues(request, Map.of("PASSWORD", "inherited", "PATH", "/bin")))
                .containsExactlyInAnyOrder(
                        SECRET, "run backend", "run env", "module var", "module backend", "module env", "inherited");
    }

    @Test
    void listsAndMapsContributeTheirTextsAndNumbersInEveryWayToWriteThem() throws RequestException {
        RunRequest request = RequestReader.read(
                Map.of(
                        "modules", "a",
                        "mask", "keys",
                        "vars",
                                Map.of(
                                        "keys",
                                        List.of("x", "", Map.of("y", "z", "n", new BigDecimal("1.50E+3")), true, 7))),
                Map.of());

        assertThat(MaskedValues.secretValues(request, Map.of()))
                .containsExactlyInAnyOrder("x", "z", "1.50E+3", "1500", "7");
    }

    @Test
    void noMistakeShowsASecretWhereverItStands() {
        String key = "mask";
        for (String secret : List.of("hunter2", "x".repeat(80))) {
            List<Mistake> mistakes = Requests.mistakes(
                    Map.of(
                            "modules",
                            List.of(
                                    Map.of("path", secret + "/*", "name", secret + "\0", "workspace", secret + "/"),
                                    Map.of("path", "b", "env", Map.of("TF_WORKSPACE", secret))),
                            "operation",
                            secret,
                            "parallel",
                            secret,
                            "timeout",
                            secret,
                            "vars",
                            Map.of("token", secret),
                            "backendConfig",
                            "token=" + secret,
                            "extraArgs",
                            Map.of("plan", List.of("-var=" + secret, secret)),
                            key,
                            List.of("token", "PASSWORD")),
                    Map.of("PASSWORD", "pin", "TF_CLI_ARGS", "-target=" + secret, "TF_DATA_DIR", "/data/pin"));

            assertThat(mistakes).hasSizeGreaterThanOrEqualTo(11);
            assertThat(mistakes.toString())
                    .contains("(masked)")
                    .doesNotContain(secret.substring(0, 6))
                    .doesNotContain("pin");
            key = "maks";
        }
    }

    @Test
    void aMaskedValueOfAWrongKindIsNotShown() {
        assertThat(Requests.mistakes(
                        Map.of(
                                "modules",
                                "a",
                                "vars",
                                Map.of("n", Double.NaN),
                                "env",
                                Map.of("L", List.of()),
                                "mask",
                                "n"),
                        Map.of()))
                .extracting(Mistake::sentence)
                .containsExactly(
                        "vars.n: found (masked), expected a finite number",
                        "env.L: found an empty list, expected text, a number, true or false");
    }

    @Test
    void whoWritesTheSecretInsteadOfItsNameIsToldWithoutShowingIt() {
        assertThat(Requests.mistakes(
                        Map.of("modules", "a", "mask", List.of("hunter2"), "vars", Map.of("token", "hunter2")),
                        Map.of()))
                .extracting(Mistake::sentence)
                .containsExactly("mask[0]: found (masked), expected the name of a secret, not its value");
    }

    @Test
    void theNameOfAVariableMeantWithoutItsPrefixIsSuggested() {
        assertThat(Requests.mistakes(Map.of("modules", "a", "mask", "token"), Map.of("TF_VAR_token", "x")))
                .extracting(Mistake::expected)
                .singleElement()
                .asString()
                .endsWith("; did you mean 'TF_VAR_token'?");
    }

    @Test
    void anEmptySecretIsAMistakeWhereverItStands() {
        assertThat(Requests.mistakes(
                        Map.of(
                                "modules",
                                List.of(Map.of("path", "m", "vars", Map.of("a", List.of("", true)))),
                                "vars",
                                Map.of("a", "fine"),
                                "mask",
                                List.of("a", "B")),
                        Map.of("B", "")))
                .extracting(Mistake::sentence)
                .containsExactly(
                        "mask[0]: found an empty value, of modules[0].vars.a, expected a secret that isn't empty",
                        "mask[1]: found an empty value, of environment.B, expected a secret that isn't empty");
    }
}
