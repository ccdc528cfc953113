package io.jenkins.plugins.terraformparallel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a build makes of the command line: two files with the same program. */
enum Packed {
    JAR("terraformparallel.jar", "standalone/cli/target/terraform-parallel.jar"),

    /** Brings its options for Java along; takes others from the environment. */
    EXECUTABLE("terraformparallel.executable", "standalone/cli/target/terraform-parallel");

    /** Where Java looks for options by itself. */
    static final String JAVA_OPTIONS = "JDK_JAVA_OPTIONS";

    private final String property;
    private final String usually;

    Packed(String property, String usually) {
        this.property = property;
        this.usually = usually;
    }

    /** Absolute. */
    Path file() {
        return Path.of(System.getProperty(property, usually)).toAbsolutePath();
    }

    /** How it is called, without arguments. */
    List<String> command(List<String> javaOptions) {
        if (this == EXECUTABLE) {
            return List.of(file().toString());
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", file().toString()));
        return command;
    }
}
