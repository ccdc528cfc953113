package io.jenkins.plugins.terraformparallel.engine.providers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Terraform's hash of what lies in a package ({@code h1:}): the SHA-256 of a list of its files' SHA-256
 * (golang.org/x/mod/sumdb/dirhash, Hash1).
 */
final class LocalPackageHash {

    private static final String SCHEME = "h1:";
    private static final int BLOCK = 1 << 20;

    private LocalPackageHash() {}

    /** @return null where something else lies there than files and directories: then it is no package for the store */
    @CheckForNull
    static String of(Path directory) throws IOException {
        Map<String, Path> files = files(directory);
        if (files == null) {
            return null;
        }
        MessageDigest list = sha256();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String line = HexFormat.of().formatHex(digest(file.getValue())) + "  " + file.getKey() + "\n";
            list.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return SCHEME + Base64.getEncoder().encodeToString(list.digest());
    }

    /** The sizes of a package's files by their names; null as above. */
    @CheckForNull
    static Map<String, Long> sizes(Path directory) throws IOException {
        Map<String, Path> files = files(directory);
        if (files == null) {
            return null;
        }
        Map<String, Long> sizes = new TreeMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            sizes.put(file.getKey(), Files.size(file.getValue()));
        }
        return sizes;
    }

    /** The hash as part of a path. */
    static String fileName(String hash) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(hash.substring(SCHEME.length())));
    }

    /** Whether it is such a hash: only of those can packages be found. */
    static boolean isOne(String hash) {
        return hash.matches("h1:[A-Za-z0-9+/]{43}=");
    }

    /** In the order of their names' bytes, as Go sorts. */
    @CheckForNull
    private static Map<String, Path> files(Path directory) throws IOException {
        Map<String, Path> files = new TreeMap<>((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(directory.relativize(file).toString(), file);
                } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    return null;
                }
            }
        }
        return files;
    }

    /** In large blocks, for which Java uses what the processor has for SHA-256. */
    private static byte[] digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
        }
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
