package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.engine.terraform.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hashes of a module's files: all regular ones that can be part of its configuration, none that terraform writes. */
final class LocalModuleHash {

    private static final String ABSENT = "absent";
    private static final Set<String> SKIPPED_DIRECTORIES =
            Set.of(".terraform", ".git", "terraform.tfstate.d", "errored.tfstate");
    /** The lock file has a hash of its own; the others are terraform's traces. */
    private static final Set<String> SKIPPED_FILES = Set.of("errored.tfstate", "crash.log", ".terraform.lock.hcl");

    private static final int BLOCK = 1 << 16;

    private final SecretHash secretHash;

    LocalModuleHash(SecretHash secretHash) {
        this.secretHash = secretHash;
    }

    String ofFile(Path file) throws IOException {
        return Files.isRegularFile(file) ? digest(file) : ABSENT;
    }

    /** Var files hold values that may be secret and short: the hash of each is keyed. */
    String ofFiles(List<Path> files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            all.append(ofFile(file)).append('\n');
        }
        return secretHash.of(all.toString());
    }

    /**
     * All files below the module and below each local directory from which it takes child modules.
     *
     * @param dataDirectory where terraform says which ones these are, relative to the module
     * @throws IOException where a file can't be read
     */
    String ofModule(Path module, String dataDirectory) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        Set<Path> roots = new TreeSet<>(localModules(module, dataDirectory));
        roots.add(module);
        for (Path root : roots) {
            collect(module, root, hashes);
        }
        // Keyed as well: *.auto.tfvars are among them.
        return secretHash.of(hashes.toString());
    }

    private static Set<Path> localModules(Path module, String dataDirectory) throws IOException {
        Path manifest = module.resolve(dataDirectory).resolve("modules/modules.json");
        Set<Path> found = new TreeSet<>();
        if (!Files.isRegularFile(manifest)) {
            return found;
        }
        JsonNode modules = JsonTree.read(Files.readAllBytes(manifest)).path("Modules");
        for (JsonNode entry : modules) {
            Path directory = module.resolve(entry.path("Dir").asText("")).normalize();
            boolean downloaded = directory.startsWith(module.resolve(".terraform"));
            if (!downloaded && Files.isDirectory(directory)) {
                // The walk follows no links, so what it begins with must be none.
                found.add(directory.toRealPath());
            }
        }
        return found;
    }

    private static void collect(Path base, Path root, Map<String, String> hashes) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = !directory.equals(root) && SKIPPED_DIRECTORIES.contains(name(directory));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = name(file);
                boolean isLink = attributes.isSymbolicLink() && Files.isRegularFile(file);
                if ((attributes.isRegularFile() || isLink)
                        && !SKIPPED_FILES.contains(name)
                        && !name.contains(".tfstate")) {
                    hashes.put(base.relativize(file).toString(), digest(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String digest(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.digest();
            byte[] block = new byte[BLOCK];
            for (int read = content.read(block); read >= 0; read = content.read(block)) {
                digest.update(block, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
