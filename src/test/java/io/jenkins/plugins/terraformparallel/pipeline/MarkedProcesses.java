package io.jenkins.plugins.terraformparallel.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of this machine that say in their environment of which run they are. */
final class MarkedProcesses {

    private MarkedProcesses() {}

    /** The command lines of a run's living processes. */
    static List<String> ofRun(String id) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (text(process, "environ").contains("\0TERRAFORM_PARALLEL_PROCESS=" + id + "/")) {
                    found.add(text(process, "cmdline").replace('\0', ' '));
                }
            }
        }
        return found;
    }

    private static String text(Path process, String name) {
        try {
            return "\0" + new String(Files.readAllBytes(process.resolve(name)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended in the meantime, or is somebody else's.
            return "";
        }
    }
}
