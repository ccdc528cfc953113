package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * A failure as plain text, because exceptions of libraries hold what Jenkins' class filter refuses.
 *
 * @param kind the simple name of its class
 * @param message null if it has none
 * @param file see {@link FileSystemException#getFile()}; null for all other exceptions
 * @param other see {@link FileSystemException#getOtherFile()}
 * @param reason see {@link FileSystemException#getReason()}
 * @param trace the stack trace of what should never have happened; null for an {@link IOException}
 */
record PortFailure(
        String kind,
        @CheckForNull String message,
        @CheckForNull String file,
        @CheckForNull String other,
        @CheckForNull String reason,
        @CheckForNull String trace)
        implements Serializable {

    static PortFailure of(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        if (failure instanceof FileSystemException e) {
            return new PortFailure(kind, null, e.getFile(), e.getOtherFile(), e.getReason(), null);
        }
        if (failure instanceof IOException) {
            return new PortFailure(kind, failure.getMessage(), null, null, null, null);
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return new PortFailure(kind, failure.getMessage(), null, null, null, trace.toString());
    }

    /**
     * The same failure here.
     *
     * @throws IllegalStateException where it isn't one of files: a bug
     */
    IOException exception() {
        if (trace != null) {
            throw new IllegalStateException("on the node: " + trace);
        }
        if (file == null && other == null && reason == null) {
            return new IOException(message == null ? kind : message);
        }
        return switch (kind) {
            case "AccessDeniedException" -> new AccessDeniedException(file, other, reason);
            case "NoSuchFileException" -> new NoSuchFileException(file, other, reason);
            case "NotDirectoryException" -> new NotDirectoryException(file);
            default -> new FileSystemException(file, other, reason == null ? kind : reason);
        };
    }
}
