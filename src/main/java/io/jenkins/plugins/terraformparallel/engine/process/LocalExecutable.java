package io.jenkins.plugins.terraformparallel.engine.process;

import io.jenkins.plugins.terraformparallel.engine.process.ExecutableSearch.Kind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Finds the program that the {@code executable} argument means on this machine. */
public final class LocalExecutable {

    private LocalExecutable() {}

    /**
     * @param executable a name on the PATH, a file, or a directory that holds {@code terraform} or {@code tofu}; a
     *     relative path refers to the current directory
     * @param environment whose PATH counts
     * @param currentDirectory absolute
     */
    public static ResolvedExecutable resolve(
            String executable, Map<String, String> environment, Path currentDirectory) {
        if (executable.isEmpty()) {
            return new ResolvedExecutable.Missing(
                    "executable: found an empty text, expected a name on the PATH, a file or a directory");
        }
        Path path;
        try {
            path = currentDirectory.resolve(executable);
        } catch (InvalidPathException e) {
            return new ResolvedExecutable.Missing(
                    "executable: found '" + executable + "', which can't be the name of a file here: " + e.getReason());
        }
        return ExecutableSearch.resolve(
                executable.indexOf('/') < 0 ? executable : path.toString(),
                LocalSearchPath.of(environment, currentDirectory).directories().stream()
                        .map(Path::toString)
                        .toList(),
                currentDirectory.toString(),
                file -> kind(Path.of(file)));
    }

    private static Kind kind(Path file) {
        if (Files.isDirectory(file)) {
            return Kind.DIRECTORY;
        }
        if (Files.isRegularFile(file)) {
            return Files.isExecutable(file) ? Kind.PROGRAM : Kind.FILE;
        }
        return Files.notExists(file) ? Kind.MISSING : Kind.OTHER;
    }
}
