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
 *
 * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG Base Directory Specification</a>
 */
final class LocalStateDirectory {

    private static final int KEY_BYTES = 32;

    private final Path directory;

    private LocalStateDirectory(Path directory) {
        this.directory = directory;
    }

    static LocalStateDirectory of(Map<String, String> environment) throws IOException {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        // The specification has relative paths ignored.
        Path base = state.startsWith("/") ? Path.of(state) : home(environment).resolve(".local/state");
        Path directory = base.resolve("terraform-parallel");
        LocalPrivateFiles.createDirectories(directory);
        return new LocalStateDirectory(directory);
    }

    /** The user's home directory: {@code HOME}, else what Java knows. */
    static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
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
