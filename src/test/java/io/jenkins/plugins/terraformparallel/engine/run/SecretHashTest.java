package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretHashTest {

    /** Test case 2 of RFC 4231. */
    @Test
    void itIsHmacSha256() {
        SecretHash hash = new SecretHash("Jefe".getBytes(StandardCharsets.UTF_8));

        assertThat(hash.of("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void anotherKeyMakesAnotherHash() {
        assertThat(new SecretHash(new byte[32]).of("hunter2")).isNotEqualTo(TestUnits.HASH.of("hunter2"));
    }
}
