package io.jenkins.plugins.terraformparallel.engine.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the program that the {@code executable} argument means on this machine. */
public final class LocalExecutable {

    private static final List<String> NAMES = List.of("terraform", "tofu");

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
        if (executable.indexOf('/') < 0) {
            LocalSearchPath searchPath = LocalSearchPath.of(environment, currentDirectory);
            Path program = searchPath.find(executable);
            if (program != null) {
                return new ResolvedExecutable.Found(program.toString());
            }
            if (Files.notExists(path)) {
                return new ResolvedExecutable.Missing(notOnPath(executable, searchPath));
            }
        }
        return atPath(path);
    }

    private static ResolvedExecutable atPath(Path path) {
        if (Files.isDirectory(path)) {
            return NAMES.stream()
                    .map(path::resolve)
                    .filter(LocalSearchPath::isProgram)
                    .findFirst()
                    .<ResolvedExecutable>map(program -> new ResolvedExecutable.Found(program.toString()))
                    .orElseGet(() -> new ResolvedExecutable.Missing("executable: found the directory " + path
                            + ", which holds no program named terraform or tofu; name the file itself"));
        }
        if (LocalSearchPath.isProgram(path)) {
            return new ResolvedExecutable.Found(path.toString());
        }
        if (Files.notExists(path)) {
            return new ResolvedExecutable.Missing("executable: found nothing at " + path);
        }
        return new ResolvedExecutable.Missing(notExecutable(path));
    }

    private static String notOnPath(String name, LocalSearchPath searchPath) {
        List<Path> candidates = searchPath.candidates(name);
        if (!candidates.isEmpty()) {
            return notExecutable(candidates.get(0));
        }
        String directories =
                searchPath.directories().stream().map(Path::toString).collect(Collectors.joining(", "));
        return "executable: found no program named " + name + " on the PATH (looked in " + directories
                + "); install it, or give its file or directory";
    }

    private static String notExecutable(Path file) {
        return "executable: found " + file + ", which is no file that this user can execute; check its permissions"
                + " (chmod +x)";
    }
}
