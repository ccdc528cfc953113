package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;

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
        ArrayList<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(path))) {
            files.map(file -> String.valueOf(file.getFileName())).sorted().forEach(names::add);
        } catch (IOException | InvalidPathException e) {
            names.clear();
        }
        return names;
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
