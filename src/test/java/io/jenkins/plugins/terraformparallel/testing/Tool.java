package io.jenkins.plugins.terraformparallel.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A program that some tests need on the PATH. Where it is missing they are skipped, on a CI server they fail. */
record Tool(String name, List<String> executables) {
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    Tool(String name, String... executables) {
        this(name, List.of(executables));
    }

    /** The first of the executables that the PATH has. */
    Optional<Path> find() {
        List<Path> directories = List.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .stream()
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
        return executables.stream()
                .flatMap(executable -> directories.stream().map(directory -> directory.resolve(executable)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    Path require() {
        return find().orElseThrow(() -> new IllegalStateException(missing()));
    }

    /**
     * What a test that needs this tool is told.
     *
     * @throws IllegalStateException where it is missing on a CI server, so that the test fails
     */
    ConditionEvaluationResult condition(ExtensionContext context) {
        Optional<Path> found = find();
        if (found.isPresent()) {
            return ConditionEvaluationResult.enabled(name + " is " + found.get());
        }
        if ("true".equalsIgnoreCase(System.getenv("CI"))) {
            throw new IllegalStateException(missing() + "; with CI=true that is a failure");
        }
        // Surefire prints how many tests were skipped, but not why.
        String test = context.getTestClass().map(Class::getSimpleName).orElse(context.getDisplayName());
        if (TOLD.add(test + name)) {
            System.err.println("SKIPPED in " + test + ": " + missing());
        }
        return ConditionEvaluationResult.disabled(missing());
    }

    private String missing() {
        return name + " is not on the PATH (looked for " + String.join(", ", executables) + ")";
    }
}
