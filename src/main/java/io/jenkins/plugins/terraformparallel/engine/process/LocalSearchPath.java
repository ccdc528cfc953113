package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The directories in which programs are looked for.
 *
 * @param directories absolute, in order
 */
record LocalSearchPath(List<Path> directories) {

    /**
     * The PATH of an environment, or what is usual where it has none.
     *
     * @param currentDirectory what an empty or relative entry refers to
     */
    static LocalSearchPath of(Map<String, String> environment, Path currentDirectory) {
        List<Path> directories = new ArrayList<>();
        for (String entry :
                environment.getOrDefault("PATH", ExecutableSearch.DEFAULT_PATH).split(":", -1)) {
            try {
                directories.add(currentDirectory.toAbsolutePath().resolve(entry));
            } catch (InvalidPathException e) {
                // Names nothing that could exist here.
                continue;
            }
        }
        return new LocalSearchPath(List.copyOf(directories));
    }

    /** @return null where no directory has a program of this name */
    @CheckForNull
    Path find(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(LocalSearchPath::isProgram)
                .findFirst()
                .orElse(null);
    }

    /** Regular files of this name, whether they can be executed or not. */
    List<Path> candidates(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isRegularFile)
                .toList();
    }

    static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
