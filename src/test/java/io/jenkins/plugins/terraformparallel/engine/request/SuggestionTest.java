package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

    @ParameterizedTest
    @CsvSource({
        "fail_fast, failFast",
        "fail-fast, failFast",
        "FAILFAST, failFast",
        "varfile, varFiles",
        "var_file, varFiles",
        "paralell, parallel",
        "paralel, parallel",
        "parrallel, parallel",
        "mdoules, modules",
        "lock-timeout, lockTimeout",
        "locktimout, lockTimeout",
        "evn, env"
    })
    void findsWhatWasMeant(String given, String meant) {
        assertThat(Suggestion.among(given, RequestReader.KEYS)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "x", "shard", "changedSince", "concurrency"})
    void suggestsNothingFarFetched(String given) {
        assertThat(Suggestion.among(given, RequestReader.KEYS)).isNull();
    }

    @Test
    void longTextsCostNothing() {
        assertThat(Suggestion.among("parallel".repeat(1_000_000), RequestReader.KEYS))
                .isNull();
    }
}
