package io.jenkins.plugins.terraformparallel.engine.providers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The providers that a module and the local modules below it ask for. What can't be read asks for nothing. */
final class LocalModuleNeeds {

    /** A look that decides who waits for whom isn't worth more. */
    private static final int MAX_MODULES = 200;

    private static final long MAX_FILE = 1 << 20;

    private LocalModuleNeeds() {}

    static ProviderNeeds of(Path module) {
        ProviderNeeds needs = new ProviderNeeds();
        Set<Path> seen = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>(Set.of(module.normalize()));
        while (!open.isEmpty() && seen.size() < MAX_MODULES) {
            Path directory = open.remove();
            if (seen.add(directory)) {
                ModuleText text = read(directory);
                text.addTo(needs);
                for (String call : text.localCalls()) {
                    resolve(directory, call, open);
                }
            }
        }
        return needs;
    }

    private static void resolve(Path directory, String call, Deque<Path> open) {
        try {
            open.add(directory.resolve(call).normalize());
        } catch (InvalidPathException e) {
            // Terraform won't find it either.
        }
    }

    private static ModuleText read(Path directory) {
        ModuleText module = new ModuleText();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{tf,tofu,tf.json,tofu.json}")) {
            for (Path file : files) {
                if (Files.isRegularFile(file) && Files.size(file) <= MAX_FILE) {
                    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                    if (file.toString().endsWith(".json")) {
                        module.readJson(text);
                    } else {
                        module.readHcl(text);
                    }
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Terraform tells what is wrong with it.
        }
        return module;
    }
}
