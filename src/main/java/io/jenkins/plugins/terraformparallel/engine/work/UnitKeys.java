package io.jenkins.plugins.terraformparallel.engine.work;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes keys from names: the readable end of the name, in characters that mean nothing to any shell or file system, and
 * the beginning of its SHA-256. {@code apps/shop@eu} becomes {@code apps-shop-eu-…}.
 */
final class UnitKeys {

    /** With the hash and its hyphen 60 characters: short enough for any file system, also with an ending. */
    private static final int MAX_READABLE = 53;

    private static final int SHORTEST_HASH = 6;

    private UnitKeys() {}

    /**
     * One key for each name, no two the same.
     *
     * @param names all different
     */
    static Map<String, String> of(Collection<String> names) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> entry : byKey(names, SHORTEST_HASH).entrySet()) {
            List<String> sharing = entry.getValue();
            if (sharing.size() == 1) {
                keys.put(sharing.get(0), entry.getKey());
            } else {
                keys.putAll(longer(sharing, SHORTEST_HASH + 2));
            }
        }
        return keys;
    }

    private static Map<String, String> longer(List<String> names, int digits) {
        Map<String, List<String>> byKey = byKey(names, digits);
        if (byKey.size() < names.size()) {
            return longer(names, digits + 2);
        }
        Map<String, String> keys = new LinkedHashMap<>();
        byKey.forEach((key, sharing) -> keys.put(sharing.get(0), key));
        return keys;
    }

    private static Map<String, List<String>> byKey(Collection<String> names, int digits) {
        Map<String, List<String>> byKey = new LinkedHashMap<>();
        MessageDigest digest = sha256();
        for (String name : names) {
            String key = readable(name) + "-" + hash(name, digest, digits);
            byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(name);
        }
        return byKey;
    }

    /** The end of a long name, because that is where paths differ. */
    private static String readable(String name) {
        String plain = plain(name.toLowerCase(Locale.ROOT));
        int from = Math.max(0, plain.length() - MAX_READABLE);
        int to = plain.length();
        while (from < to && isMark(plain.charAt(from))) {
            from++;
        }
        while (to > from && isMark(plain.charAt(to - 1))) {
            to--;
        }
        return from == to ? "unit" : plain.substring(from, to);
    }

    /** One hyphen for any number of characters that mean something to somebody. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        boolean inHyphen = false;
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            boolean isPlain =
                    character >= 'a' && character <= 'z' || character >= '0' && character <= '9' || isMark(character);
            if (isPlain || !inHyphen) {
                plain.append(isPlain ? character : '-');
            }
            inHyphen = !isPlain;
        }
        return plain.toString();
    }

    private static boolean isMark(char character) {
        return character == '.' || character == '_' || character == '-';
    }

    /** @param digits even */
    private static String hash(String name, MessageDigest digest, int digits) {
        return HexFormat.of().formatHex(digest.digest(bytes(name)), 0, digits / 2);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** UTF-8; half a surrogate pair has none and would become a question mark, the same for all. */
    private static byte[] bytes(String name) {
        if (!hasSurrogates(name) || StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            return name.getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer raw = ByteBuffer.allocate(name.length() * Character.BYTES);
        raw.asCharBuffer().put(name);
        return raw.array();
    }

    private static boolean hasSurrogates(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isSurrogate(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
