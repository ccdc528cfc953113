package io.jenkins.plugins.terraformparallel.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Decides which program the {@code executable} argument means, from what there is on the machine. Pure. */
public final class ExecutableSearch {

    /** Where a process without a PATH looks for programs. */
    public static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private static final List<String> NAMES = List.of("terraform", "tofu");

    /** What there is at a path, seen through symbolic links. */
    public enum Kind {
        DIRECTORY,
        /** A regular file that this user may execute. */
        PROGRAM,
        /** Another regular file. */
        FILE,
        /** Something else, or it can't be looked at. */
        OTHER,
        MISSING
    }

    private ExecutableSearch() {}

    /** The directories of a PATH in order; an empty or relative entry refers to the current directory. */
    public static List<String> directories(String path, String currentDirectory) {
        List<String> directories = new ArrayList<>();
        for (String entry : path.split(":", -1)) {
            directories.add(entry.isEmpty() ? currentDirectory : absolute(entry, currentDirectory));
        }
        return directories;
    }

    /** What {@link #resolve} will ask about, in an order of its own. */
    public static List<String> candidates(String executable, List<String> searchPath, String currentDirectory) {
        List<String> candidates = new ArrayList<>();
        if (executable.indexOf('/') < 0) {
            searchPath.forEach(directory -> candidates.add(child(directory, executable)));
        }
        String path = absolute(executable, currentDirectory);
        candidates.add(path);
        NAMES.forEach(name -> candidates.add(child(path, name)));
        return candidates;
    }

    /**
     * Decides.
     *
     * @param executable a name on the PATH, a file, or a directory that holds {@code terraform} or {@code tofu}; a
     *     relative path refers to the current directory; not empty
     * @param searchPath absolute directories
     * @param currentDirectory absolute
     */
    public static ResolvedExecutable resolve(
            String executable, List<String> searchPath, String currentDirectory, Function<String, Kind> kinds) {
        String path = absolute(executable, currentDirectory);
        if (executable.indexOf('/') < 0) {
            List<String> onPath = searchPath.stream()
                    .map(directory -> child(directory, executable))
                    .toList();
            for (String candidate : onPath) {
                if (kinds.apply(candidate) == Kind.PROGRAM) {
                    return new ResolvedExecutable.Found(candidate);
                }
            }
            if (kinds.apply(path) == Kind.MISSING) {
                return new ResolvedExecutable.Missing(notOnPath(executable, onPath, searchPath, kinds));
            }
        }
        return atPath(path, kinds);
    }

    private static ResolvedExecutable atPath(String path, Function<String, Kind> kinds) {
        return switch (kinds.apply(path)) {
            case DIRECTORY -> {
                for (String name : NAMES) {
                    if (kinds.apply(child(path, name)) == Kind.PROGRAM) {
                        yield new ResolvedExecutable.Found(child(path, name));
                    }
                }
                yield new ResolvedExecutable.Missing("executable: found the directory " + path
                        + ", which holds no program named terraform or tofu; name the file itself");
            }
            case PROGRAM -> new ResolvedExecutable.Found(path);
            case MISSING -> new ResolvedExecutable.Missing("executable: found nothing at " + path);
            case FILE, OTHER -> new ResolvedExecutable.Missing(notExecutable(path));
        };
    }

    private static String notOnPath(
            String name, List<String> onPath, List<String> searchPath, Function<String, Kind> kinds) {
        for (String candidate : onPath) {
            if (kinds.apply(candidate) == Kind.FILE) {
                return notExecutable(candidate);
            }
        }
        return "executable: found no program named " + name + " on the PATH (looked in " + String.join(", ", searchPath)
                + "); install it, or give its file or directory";
    }

    private static String notExecutable(String file) {
        return "executable: found " + file + ", which is no file that this user can execute; check its permissions"
                + " (chmod +x)";
    }

    private static String absolute(String path, String currentDirectory) {
        return path.startsWith("/") ? path : child(currentDirectory, path);
    }

    private static String child(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }
}
