package io.jenkins.plugins.terraformparallel.engine.run;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Compares values without keeping them: HMAC-SHA-256 with a key that only this user (in Jenkins: this instance) has, so
 * that short secrets can't be guessed from what is stored. Thread-safe.
 */
public final class SecretHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param key at least 32 random bytes, kept in a private file */
    public SecretHash(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The keyed hash of a text, in hexadecimal. */
    public String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The keyed hash of bytes, in hexadecimal. */
    public String of(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
