package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.work.Resolution;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlanner;
import io.jenkins.plugins.terraformparallel.engine.workspace.LocalWorkspace;
import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run that could start: everything was read and checked that can be without terraform.
 *
 * @param names how the request's arguments were written
 */
record PreparedRun(RunRequest request, Resolution resolution, ArgumentNames names) {

    /** What the search for modules needs of a request. */
    private static final List<String> OF_MODULES =
            List.of("modules", "operation", "workspaces", "varFiles", "backendConfig");

    /**
     * Reads the request and finds its modules.
     *
     * @param others what is wrong with the rest of the command line
     * @throws RequestException with everything that is wrong, in the user's own words
     */
    static PreparedRun of(Operation operation, GivenOptions options, Surroundings surroundings, List<Mistake> others)
            throws RequestException, IOException {
        Map<String, Object> content;
        try {
            content = RequestText.read(options.requestFile(), surroundings.currentDirectory());
        } catch (RequestException e) {
            throw together(e.mistakes(), others);
        }
        RawRequest raw = new RawRequest(content, options);
        raw.operation(operation.keyword());
        List<Mistake> before = new ArrayList<>(raw.mistakes());
        before.addAll(others);
        Workspace workspace = LocalWorkspace.ofWorkTree(surroundings.currentDirectory());
        RunRequest request;
        try {
            request = RequestReader.read(raw.map(), surroundings.environment());
        } catch (RequestException e) {
            List<Mistake> found = new ArrayList<>(e.mistakes());
            if (raw.lacksModules()) {
                found.removeIf(mistake -> mistake.argument().equals("modules"));
            }
            found.addAll(mistakesOfModules(raw.map(), e.mistakes(), workspace));
            throw raw.names().translate(together(found, before));
        }
        try {
            return new PreparedRun(request, new WorkPlanner().resolve(request, workspace, before), raw.names());
        } catch (RequestException e) {
            throw raw.names().translate(e);
        }
    }

    /** What is wrong with the modules of a request that can't be read for other reasons: everything is said at once. */
    private static List<Mistake> mistakesOfModules(Map<String, Object> raw, List<Mistake> found, Workspace workspace)
            throws IOException {
        Map<String, Object> readable = new LinkedHashMap<>();
        for (String key : OF_MODULES) {
            boolean wrong = found.stream().anyMatch(mistake -> isBelow(mistake.argument(), key));
            if (!wrong && raw.containsKey(key)) {
                readable.put(key, raw.get(key));
            }
        }
        if (!readable.containsKey("modules")) {
            return List.of();
        }
        RunRequest request;
        try {
            request = RequestReader.read(readable, Map.of());
        } catch (RequestException e) {
            return List.of();
        }
        try {
            new WorkPlanner().plan(request, workspace);
            return List.of();
        } catch (RequestException e) {
            return e.mistakes();
        }
    }

    private static boolean isBelow(String argument, String key) {
        return argument.equals(key) || argument.startsWith(key + ".") || argument.startsWith(key + "[");
    }

    private static RequestException together(List<Mistake> first, List<Mistake> second) {
        List<Mistake> all = new ArrayList<>(first);
        all.addAll(second);
        return new RequestException(all);
    }
}
