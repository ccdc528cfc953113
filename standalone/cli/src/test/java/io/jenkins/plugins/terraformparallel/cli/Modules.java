package io.jenkins.plugins.terraformparallel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes module directories that terraform never sees. */
final class Modules {

    private Modules() {}

    /** Each an empty module below the directory. */
    static void in(Path directory, String... names) throws IOException {
        for (String name : names) {
            Path module = Files.createDirectories(directory.resolve(name));
            Files.writeString(module.resolve("main.tf"), "");
        }
    }
}
