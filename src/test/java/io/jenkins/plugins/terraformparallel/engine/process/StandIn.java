package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Small shell scripts in terraform's place. */
final class StandIn {

    /** Counts the signals it gets until its current directory has a file {@code release}; then says how many. */
    static final String COUNTS_SIGNALS = """
            term=0 int=0
            trap 'term=$((term + 1))' TERM
            trap 'int=$((int + 1))' INT
            echo ready
            until [ -e release ]; do sleep 0.02; done
            echo "TERM $term INT $int"
            """;

    private StandIn() {}

    /** Makes an executable script. */
    static String script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }
}
