package io.jenkins.plugins.terraformparallel.engine.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shells of this machine that a script must work in. */
final class Shells {

    private Shells() {}

    /** {@code /bin/sh}, and whichever of dash, bash and busybox there are. */
    static List<List<String>> all() {
        List<List<String>> shells = new ArrayList<>(List.of(List.of("/bin/sh")));
        LocalSearchPath path = LocalSearchPath.of(System.getenv(), Path.of("/"));
        Map.of("dash", List.<String>of(), "bash", List.of("--posix"), "busybox", List.of("ash"))
                .forEach((name, options) -> {
                    Path program = path.find(name);
                    if (program != null) {
                        List<String> command = new ArrayList<>(List.of(program.toString()));
                        command.addAll(options);
                        shells.add(List.copyOf(command));
                    }
                });
        return shells;
    }
}
