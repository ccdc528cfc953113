package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private final Secret secret = new Secret("qu\"ote\\back-core", "core");

    @Test
    void isFoundInEachSpelling() {
        assertThat(secret.in("it", "a qu\"ote\\back-core b")).isNotEmpty();
        assertThat(secret.in("it", "a qu\\\"ote\\\\back-core b")).hasSize(2);
        assertThat(secret.in("it", "****")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc"})
    void isFoundEncodedBehindAnything(String before) {
        String encoded = Base64.getEncoder()
                .encodeToString((before + secret.value() + "; more").getBytes(StandardCharsets.UTF_8));

        assertThat(secret.in("it", encoded)).isNotEmpty();
    }
}
