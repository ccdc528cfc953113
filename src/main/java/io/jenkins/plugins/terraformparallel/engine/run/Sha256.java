package io.jenkins.plugins.terraformparallel.engine.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes without a key, of what is no secret, or is keyed afterwards. */
final class Sha256 {

    /** Never fed, only copied: to look for the algorithm takes longer than to hash a small file. */
    private static final MessageDigest EMPTY = find();

    private Sha256() {}

    /** A new one, into which anything can be put. */
    static MessageDigest digest() {
        try {
            return (MessageDigest) EMPTY.clone();
        } catch (CloneNotSupportedException e) {
            return find();
        }
    }

    private static MessageDigest find() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Of a text's UTF-8, in hexadecimal digits. */
    static String of(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
