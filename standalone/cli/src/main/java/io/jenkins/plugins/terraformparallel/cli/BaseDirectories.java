package io.jenkins.plugins.terraformparallel.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where this user's programs keep things, for this program alone: {@code terraform-parallel} below each.
 *
 * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG Base Directory Specification</a>
 */
final class BaseDirectories {

    private static final String OURS = "terraform-parallel";

    private BaseDirectories() {}

    /** What must last: {@code $XDG_STATE_HOME}, by default {@code ~/.local/state}. */
    static Path state(Map<String, String> environment) {
        return directory(environment, "XDG_STATE_HOME", ".local/state");
    }

    /** What can be made again: {@code $XDG_CACHE_HOME}, by default {@code ~/.cache}. */
    static Path cache(Map<String, String> environment) {
        return directory(environment, "XDG_CACHE_HOME", ".cache");
    }

    /** The user's home directory: {@code HOME}, else what Java knows. */
    static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
    }

    private static Path directory(Map<String, String> environment, String variable, String usual) {
        String given = environment.getOrDefault(variable, "");
        // The specification has relative paths ignored.
        Path base = given.startsWith("/") ? Path.of(given) : home(environment).resolve(usual);
        return base.resolve(OURS);
    }
}
