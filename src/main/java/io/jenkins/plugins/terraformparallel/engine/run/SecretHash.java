package io.jenkins.plugins.terraformparallel.engine.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Compares values without keeping them: HMAC-SHA-256 with a key that only this user (in Jenkins: this instance) has, so
 * that short secrets can't be guessed from what is stored. Thread-safe.
 *
 * <p>Put together of SHA-256 as RFC 2104 says it: to load Java's own {@code Mac} takes as long as all else that a small run
 * does with it.
 */
public final class SecretHash {

    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final byte[] inner;
    private final byte[] outer;

    /** @param key at least 32 random bytes, kept in a private file */
    public SecretHash(byte[] key) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? Sha256.digest().digest(key) : key, BLOCK);
        this.inner = padded(block, INNER);
        this.outer = padded(block, OUTER);
    }

    /** The keyed hash of a text, in hexadecimal. */
    public String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The keyed hash of bytes, in hexadecimal. */
    public String of(byte[] bytes) {
        MessageDigest digest = Sha256.digest();
        digest.update(inner);
        byte[] hash = digest.digest(bytes);
        digest.update(outer);
        return HexFormat.of().formatHex(digest.digest(hash));
    }

    private static byte[] padded(byte[] block, byte pad) {
        byte[] padded = block.clone();
        for (int i = 0; i < padded.length; i++) {
            padded[i] ^= pad;
        }
        return padded;
    }
}
