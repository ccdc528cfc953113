package io.jenkins.plugins.terraformparallel.acceptance;

import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A module on this machine, and what terraform left in it. */
record TestModule(Path directory) {

    String name() {
        return directory.getFileName().toString();
    }

    /** The resources whose creation has begun, in that order, as often as it did. */
    List<String> created() throws IOException {
        Path file = directory.resolve(Modules.CREATED);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** What its state file holds. */
    List<String> resources() throws IOException {
        return StateFile.resources(directory);
    }

    /** Whether terraform left a lock of the state behind. */
    boolean isLocked() {
        return Files.exists(directory.resolve(".terraform.tfstate.lock.info"));
    }

    /** Whether no terraform has ever worked here. */
    boolean isUntouched() {
        return !Files.exists(directory.resolve(Modules.CREATED))
                && !Files.exists(directory.resolve("terraform.tfstate"))
                && !Files.exists(directory.resolve(".terraform"));
    }
}
