package io.jenkins.plugins.terraformparallel.engine.work;

import java.nio.file.FileSystemException;

/**
 * What is wrong with one path of the request.
 *
 * @param what was found
 * @param expected what would be right
 */
record Finding(String what, String expected) {

    /** The file system refused; its reason names the file. */
    static Finding of(String path, FileSystemException e, String expected) {
        String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
        String file = e.getFile() == null ? "it" : Quoted.of(e.getFile());
        return new Finding(Quoted.of(path) + ", but " + file + " can't be read (" + reason + ")", expected);
    }
}
