package org.jenkinsci.plugins.workflow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;

public class FilePathUtils {
    @CheckForNull
    public static String getNodeNameOrNull(@NonNull FilePath f) {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public static String getNodeName(@NonNull FilePath f) throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public static FilePath find(@NonNull String node, @NonNull String path) {
        throw new UnsupportedOperationException();
    }

    private FilePathUtils() {
        throw new UnsupportedOperationException();
    }
}
