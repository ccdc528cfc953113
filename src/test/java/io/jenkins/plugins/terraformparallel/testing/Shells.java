package io.jenkins.plugins.terraformparallel.testing;

import io.jenkins.plugins.terraformparallel.engine.process.ExecutableSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shells of this machine that a script must work in. */
public final class Shells {

    private Shells() {}

    /** {@code /bin/sh}, and whichever of dash, bash and busybox there are. */
    public static List<List<String>> all() {
        List<List<String>> shells = new ArrayList<>(List.of(List.of("/bin/sh")));
        List<String> path = ExecutableSearch.directories(System.getenv("PATH"), "/");
        Map.of("dash", List.<String>of(), "bash", List.of("--posix"), "busybox", List.of("ash"))
                .forEach((name, options) -> {
                    path.stream()
                            .map(directory -> Path.of(directory, name))
                            .filter(Files::isExecutable)
                            .findFirst()
                            .ifPresent(program -> {
                                List<String> command = new ArrayList<>(List.of(program.toString()));
                                command.addAll(options);
                                shells.add(List.copyOf(command));
                            });
                });
        return shells;
    }
}
