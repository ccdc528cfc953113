package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import java.util.List;

/** What {@code --version} prints. */
final class VersionText {

    private VersionText() {}

    /** The version from the jar's manifest, and what the program needs. */
    static List<String> lines() {
        String version = Main.class.getPackage().getImplementationVersion();
        return List.of(
                CommandSpecs.NAME + " " + (version == null ? "(not from its jar)" : version),
                "Needs Linux and " + TerraformVersion.REQUIRED + ".",
                "Runs on Java " + Runtime.version() + ".");
    }
}
