package io.jenkins.plugins.terraformparallel.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Providers in a filesystem mirror, from which terraform installs them as from a registry, and modules that ask for them.
 * init runs no provider, so that any file will do for one.
 */
public final class ProviderMirror {

    private final Path directory;

    public ProviderMirror(Path directory) throws IOException {
        this.directory = directory.toRealPath();
    }

    /** Adds {@code example.com/acme/NAME}. */
    public ProviderMirror add(String name, String version, byte[] executable) throws IOException {
        Path packages = Files.createDirectories(mirror().resolve("example.com/acme/" + name));
        Path archive = packages.resolve("terraform-provider-" + name + "_" + version + "_" + platform() + ".zip");
        Files.deleteIfExists(archive);
        try (FileSystem zip = FileSystems.newFileSystem(
                URI.create("jar:" + archive.toUri()), Map.of("create", true, "enablePosixFileAttributes", true))) {
            Path provider = zip.getPath("terraform-provider-" + name + "_v" + version);
            Files.write(provider, executable);
            Files.setPosixFilePermissions(provider, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(zip.getPath("LICENSE.txt"), "free");
        }
        Files.writeString(
                directory.resolve("terraformrc"),
                "provider_installation {\n  filesystem_mirror {\n    path = \"" + mirror() + "\"\n  }\n}\n");
        return this;
    }

    /** How terraform names this machine. */
    public static String platform() {
        return "linux_" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");
    }

    public Path mirror() {
        return directory.resolve("mirror");
    }

    /** The environment of a terraform that gets its providers here. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("TF_"));
        environment.put("CHECKPOINT_DISABLE", "1");
        environment.put("TF_CLI_CONFIG_FILE", directory.resolve("terraformrc").toString());
        return environment;
    }

    /** Code that asks for a provider. */
    public static String code(String name, String versions) {
        return """
                terraform {
                  required_providers {
                    %s = {
                      source  = "example.com/acme/%s"
                      version = "%s"
                    }
                  }
                }
                """.formatted(name, name, versions);
    }

    /** A module that asks for a provider. */
    public Path module(String path, String name, String versions) throws IOException {
        Path module = Files.createDirectories(directory.resolve(path));
        Files.writeString(module.resolve("main.tf"), code(name, versions));
        return module;
    }

    /** Starts an init in a module. */
    public Process start(Path module, Map<String, String> more, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(RealTerraform.executable().toString(), "init", "-no-color", "-input=false"),
                        Stream.of(arguments))
                .toList());
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.environment().putAll(more);
        return builder.directory(module.toFile())
                .redirectErrorStream(true)
                .redirectOutput(module.resolve("init.log").toFile())
                .start();
    }

    /** Runs an init in a module; returns its exit code. */
    public int init(Path module, Map<String, String> more, String... arguments) throws Exception {
        return start(module, more, arguments).waitFor();
    }

    /** What the last init in a module said. */
    public static List<String> said(Path module) throws IOException {
        return Files.readAllLines(module.resolve("init.log"));
    }

    public static String lockFile(Path module) throws IOException {
        return Files.readString(module.resolve(".terraform.lock.hcl"));
    }
}
