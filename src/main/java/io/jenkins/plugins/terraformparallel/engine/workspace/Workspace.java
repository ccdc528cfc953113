package io.jenkins.plugins.terraformparallel.engine.workspace;

import java.io.IOException;
import java.util.SortedMap;

/**
 * The files that the user's modules are made of, on the machine where terraform runs. All paths are relative to the
 * current directory and use {@code /}; none may leave {@linkplain #boundary() the boundary}, also not through a
 * symbolic link.
 */
public interface Workspace {

    /** What a path is. */
    enum Kind {
        DIRECTORY,
        FILE,
        /** Neither a directory nor a regular file. */
        OTHER,
        MISSING,
        /** It leads out of the boundary, by {@code ..}, by being absolute, or through a symbolic link. */
        OUTSIDE
    }

    /** The directory that no path may leave, absolute and real, for messages. */
    String boundary();

    /** What the path is; follows symbolic links as far as they stay inside. */
    Kind kind(String path) throws IOException;

    /** The absolute real path of something that exists inside the boundary. */
    String realPath(String path) throws IOException;

    /**
     * Directories below the current one that match an Ant-style glob and hold {@code *.tf} or {@code *.tf.json} files
     * themselves; never below {@code .terraform} or {@code .git}; never through symbolic links that leave the boundary.
     *
     * @return by their relative paths, sorted, {@code .} for the current directory itself: their absolute real paths
     */
    SortedMap<String, String> modules(String glob) throws IOException;
}
