package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;

/** {@link UserFiles} on this machine. */
final class LocalUserFiles implements UserFiles {

    @Override
    public String home() {
        return System.getProperty("user.home", "/");
    }

    @CheckForNull
    @Override
    public String text(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    @Override
    public ArrayList<String> names(String path) {
        try {
            return new ArrayList<>(LocalDirectories.names(Path.of(path)));
        } catch (IOException | InvalidPathException e) {
            return new ArrayList<>();
        }
    }

    @Override
    public String realDirectory(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException | InvalidPathException e) {
            return path;
        }
    }
}
