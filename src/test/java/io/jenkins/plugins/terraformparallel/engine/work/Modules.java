package io.jenkins.plugins.terraformparallel.engine.work;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.workspace.LocalWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory with modules in it, and what the planner makes of requests there. */
record Modules(Path root) {

    /** A module in each of these directories below {@code root}. */
    static Modules in(Path root, String... paths) throws IOException {
        for (String path : paths) {
            Files.writeString(Files.createDirectories(root.resolve(path)).resolve("main.tf"), "");
        }
        return new Modules(root.toRealPath());
    }

    Modules file(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "");
        return this;
    }

    Modules link(String path, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(path), Path.of(target));
        return this;
    }

    String real(String path) {
        return root.resolve(path).toString();
    }

    Resolution resolve(RunRequest request) throws RequestException, IOException {
        return new WorkPlanner().resolve(request, new LocalWorkspace(root, root), List.of());
    }

    WorkPlan plan(RunRequest request) throws RequestException, IOException {
        return new WorkPlanner().plan(request, new LocalWorkspace(root, root));
    }

    /** In starting order. */
    List<String> names(RunRequest request) throws RequestException, IOException {
        return plan(request).units().stream().map(Unit::name).toList();
    }

    /** What is wrong with the request, as people read it. */
    List<String> mistakes(RunRequest request) {
        RequestException exception = catchThrowableOfType(RequestException.class, () -> plan(request));
        return exception == null
                ? List.of()
                : exception.mistakes().stream().map(Mistake::sentence).toList();
    }
}
