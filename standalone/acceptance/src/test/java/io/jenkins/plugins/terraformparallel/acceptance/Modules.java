package io.jenkins.plugins.terraformparallel.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Writes modules that need no network, and stand-ins for the terraform that runs in them. */
final class Modules {
    static final String CREATED = "created.txt";

    private Modules() {}

    /** As many as asked for, {@code m01} and so on, each as {@link #slow}. */
    static List<TestModule> slow(Path workspace, int count, String seconds) throws IOException {
        List<TestModule> all = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            all.add(slow(workspace, "m%02d".formatted(i), seconds));
        }
        return all;
    }

    /** Three resources one after the other, each noted when its creation begins; the second one takes that long. */
    static TestModule slow(Path workspace, String path, String seconds) throws IOException {
        return running(workspace, path, "sleep " + seconds);
    }

    /** As {@link #slow}, but the second one runs a command of the shell. */
    static TestModule running(Path workspace, String path, String command) throws IOException {
        return module(workspace, path, """
                resource "terraform_data" "first" {
                  provisioner "local-exec" {
                    command = "echo first >> created.txt"
                  }
                }
                resource "terraform_data" "slow" {
                  depends_on = [terraform_data.first]
                  provisioner "local-exec" {
                    command = "echo slow >> created.txt; %s"
                  }
                }
                resource "terraform_data" "last" {
                  depends_on = [terraform_data.slow]
                  provisioner "local-exec" {
                    command = "echo last >> created.txt"
                  }
                }
                """.formatted(command));
    }

    /** One whose plan fails with that message. */
    static TestModule failing(Path workspace, String path, String message) throws IOException {
        return module(workspace, path, """
                resource "terraform_data" "it" {
                  lifecycle {
                    precondition {
                      condition     = terraform.workspace == "production"
                      error_message = "%s"
                    }
                  }
                }
                """.formatted(message));
    }

    /** As many as asked for, {@code m001} and so on; one resource each, whose creation takes that long. */
    static List<TestModule> small(Path workspace, int count, String seconds) throws IOException {
        List<TestModule> all = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String name = "m%03d".formatted(i);
            all.add(module(workspace, name, """
                    resource "terraform_data" "it" {
                      input = "%s"
                    %s}
                    output "value" {
                      value = terraform_data.it.output
                    }
                    """.formatted(name, seconds.equals("0") ? "" : """
                              provisioner "local-exec" {
                                command = "echo it >> created.txt; sleep %s"
                              }
                            """.formatted(seconds))));
        }
        return all;
    }

    /** A module with that {@code main.tf}. */
    static TestModule module(Path workspace, String path, String mainTf) throws IOException {
        Path directory = Files.createDirectories(workspace.resolve(path));
        Files.writeString(directory.resolve("main.tf"), mainTf);
        return new TestModule(directory);
    }

    /** Adds to a module's {@code main.tf}. */
    static void append(TestModule module, String hcl) throws IOException {
        Files.writeString(module.directory().resolve("main.tf"), hcl, StandardOpenOption.APPEND);
    }

    /**
     * An executable that is terraform, but does something else first or instead.
     *
     * @param script of a POSIX shell; its arguments are terraform's, its current directory the module
     */
    static Path terraformThat(Path workspace, String name, String script) throws IOException {
        Path file = workspace.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\nexec terraform \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    /** Its apply ignores signals; each that it gets is a line in {@code signals.txt} of the module. */
    static Path deafTerraform(Path workspace) throws IOException {
        return terraformThat(workspace, "terraform-deaf", """
                case $1 in
                apply)
                    trap 'echo signal >> signals.txt' INT TERM HUP
                    echo ready > ready.txt
                    while :; do sleep 0.1; done ;;
                esac""");
    }

    /** How many signals a deaf terraform got. */
    static int signals(TestModule module) throws IOException {
        Path file = module.directory().resolve("signals.txt");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** Whether a deaf terraform is there. */
    static boolean isReady(TestModule module) {
        return Files.exists(module.directory().resolve("ready.txt"));
    }
}
