package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says for people what an exception means; Java's own messages are often no more than a file's name. */
final class Explained {

    private Explained() {}

    /** On one line, without a full stop. */
    static String cause(Exception exception) {
        return TextCleaner.line(text(exception));
    }

    private static String text(Exception exception) {
        if (exception instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile() + reason(file);
        }
        String message = exception.getMessage();
        return message == null || message.isBlank() ? exception.getClass().getSimpleName() : message;
    }

    private static String reason(FileSystemException exception) {
        if (exception instanceof NoSuchFileException) {
            return " doesn't exist";
        }
        if (exception instanceof AccessDeniedException) {
            return " may not be used by you (permission denied)";
        }
        if (exception instanceof NotDirectoryException) {
            return " is no directory";
        }
        if (exception instanceof FileAlreadyExistsException) {
            return " exists already";
        }
        String reason = exception.getReason();
        return reason == null ? " can't be used" : ": " + reason;
    }
}
