package io.jenkins.plugins.terraformparallel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A module that writes down what is created, and takes its time with it; and stand-ins for the terraform that runs in it. */
final class SlowModule {

    private static final String CREATED = "created.txt";

    private SlowModule() {}

    /** Three resources one after the other; the second one takes that long. */
    static Path in(TerraformParallel cli, String path, String seconds) throws IOException {
        return withCommand(cli, path, "sleep " + seconds);
    }

    /** Three resources one after the other; the second one's provisioner runs a shell command. */
    static Path withCommand(TerraformParallel cli, String path, String command) throws IOException {
        return cli.module(path, """
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

    /** The resources whose creation has begun, in that order, as often as it did. */
    static List<String> created(Path module) throws IOException {
        Path file = module.resolve(CREATED);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Whether the slow one is being created. */
    static boolean isSlowNow(Path module) throws IOException {
        return created(module).equals(List.of("first", "slow"));
    }

    /**
     * An executable that is terraform, but does something else first or instead.
     *
     * @param script of a POSIX shell; its arguments are terraform's, its current directory the module
     */
    static String terraformThat(TerraformParallel cli, String name, String script) throws IOException {
        Path file = cli.world().resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\nexec terraform \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    /** The apply of modules named {@code deaf} ignores signals; each that it gets is a line in {@code signals.txt}. */
    static String terraformDeafInDeaf(TerraformParallel cli) throws IOException {
        return terraformThat(cli, "terraform-deaf", """
                case $PWD,$1 in
                */deaf,apply)
                    trap 'echo signal >> signals.txt' INT TERM HUP
                    setsid sleep 301 &
                    sleep 302 &
                    echo ready > ready.txt
                    while :; do sleep 0.1; done ;;
                esac""");
    }

    /** How many signals a deaf terraform got. */
    static int signals(Path module) throws IOException {
        Path file = module.resolve("signals.txt");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** Locks of the state that terraform left behind. */
    static boolean isLocked(Path module) {
        return Files.exists(module.resolve(".terraform.tfstate.lock.info"));
    }
}
