package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.run.SecretHash;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/**
 * What this user's runs share: locks of module directories, the key by which secrets are compared, and runs that were given
 * no directory. It is {@code $XDG_STATE_HOME/terraform-parallel}, by default {@code ~/.local/state/terraform-parallel}.
 */
final class LocalStateDirectory {

    private static final int KEY_BYTES = 32;

    private final Path directory;

    private LocalStateDirectory(Path directory) {
        this.directory = directory;
    }

    static LocalStateDirectory of(Map<String, String> environment) throws IOException {
        Path directory = BaseDirectories.state(environment);
        LocalPrivateFiles.createDirectories(directory);
        return new LocalStateDirectory(directory);
    }

    DirectoryLocks locks() throws IOException {
        return new LocalDirectoryLocks(directory.resolve("locks"));
    }

    /** A directory for a run that was given none. */
    Path runDirectory(String runId) {
        return directory.resolve("runs").resolve(runId);
    }

    /** By the user's own key, which is made at its first use. */
    SecretHash secretHash() throws IOException {
        Path file = directory.resolve("hash.key");
        if (!Files.exists(file)) {
            byte[] key = SecureRandom.getSeed(KEY_BYTES);
            Path own = directory.resolve("hash.key." + ProcessHandle.current().pid());
            LocalPrivateFiles.write(own, key);
            try {
                // Unlike a move, a link never replaces the key that another run has made in the meantime.
                Files.createLink(file, own);
            } catch (FileAlreadyExistsException e) {
                // Theirs is as good.
                return new SecretHash(Files.readAllBytes(file));
            } finally {
                Files.deleteIfExists(own);
            }
        }
        return new SecretHash(Files.readAllBytes(file));
    }
}
