package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionOfNamesTest {

    private static final List<String> KNOWN = List.of("network", "apps/shop", "apps/shop@eu", "a");

    @ParameterizedTest
    @CsvSource({
        "netwrok, network",
        "Network, network",
        "newtork, network",
        "apps/shp, apps/shop",
        "apps/shop@us, apps/shop@eu",
        "something else,",
        "b,",
        "'',"
    })
    void isTheOneWithTheFewestTypingErrors(String given, String expected) {
        assertThat(Suggestion.among(given, KNOWN)).isEqualTo(expected);
    }

    @Test
    void isHintedAtInWords() {
        assertThat(Suggestion.hint("netwrok", KNOWN)).isEqualTo("; did you mean 'network'?");
        assertThat(Suggestion.hint("nothing like it", KNOWN)).isEmpty();
        assertThat(Suggestion.hint("x".repeat(10_000), KNOWN)).isEmpty();
    }
}
