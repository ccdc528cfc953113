package io.jenkins.plugins.terraformparallel.engine.work;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that was read, and what it comes to: all that can be checked without terraform was.
 *
 * @param request what was asked for
 * @param resolution the units that it means
 */
public record RequestResolution(RunRequest request, Resolution resolution) implements Serializable {

    private static final String MODULES = "modules";

    /** A mistake of one module. */
    private static final Pattern ENTRY = Pattern.compile("modules\\[([0-9]{1,9})]");

    /** Stands for a module that can't be read: it excludes what nobody has. */
    private static final String NOTHING = "!.terraform/nothing/*";

    /** What the search for modules needs of a request. */
    private static final List<String> OF_MODULES =
            List.of(MODULES, "operation", "workspaces", "varFiles", "backendConfig");

    /**
     * Reads a request and finds its modules. Where the request can't be read, its modules are looked for all the same, so
     * that everything that is wrong is said at once. Stateless; blocks on the workspace.
     *
     * @param raw the arguments by their names, see {@link RequestReader#read}
     * @param environment what terraform inherits, likewise
     * @param others what is wrong for other reasons; reported together with what is found here
     * @throws RequestException with all mistakes
     * @throws IOException where the workspace can't be asked
     */
    public static RequestResolution resolve(
            Map<String, ?> raw, Map<String, String> environment, Workspace workspace, List<Mistake> others)
            throws RequestException, IOException {
        RunRequest request;
        try {
            request = RequestReader.read(raw, environment);
        } catch (RequestException e) {
            List<Mistake> all = new ArrayList<>(e.mistakes());
            all.addAll(mistakesOfModules(raw, e.mistakes(), workspace));
            all.addAll(others);
            throw new RequestException(all.stream().distinct().toList());
        }
        return new RequestResolution(request, new WorkPlanner().resolve(request, workspace, others));
    }

    private static List<Mistake> mistakesOfModules(Map<String, ?> raw, List<Mistake> found, Workspace workspace)
            throws IOException {
        Set<Integer> wrong = wrongEntries(found);
        if (wrong.isEmpty() || !(raw.get(MODULES) instanceof Collection<?> modules)) {
            return mistakesOf(raw, found, workspace);
        }
        // What can't be read is left out, without moving the others; who depends on it isn't wrong.
        List<Object> others = new ArrayList<>(modules);
        wrong.stream().filter(index -> index < others.size()).forEach(index -> others.set(index, NOTHING));
        Map<String, Object> readable = new LinkedHashMap<>();
        raw.forEach((name, value) -> readable.put(String.valueOf((Object) name), value));
        readable.put(MODULES, others);
        List<Mistake> elsewhere = found.stream()
                .filter(mistake -> !ENTRY.matcher(mistake.argument()).lookingAt())
                .toList();
        return mistakesOf(readable, elsewhere, workspace).stream()
                .filter(mistake -> ENTRY.matcher(mistake.argument()).lookingAt()
                        && !mistake.argument().contains(".dependsOn"))
                .toList();
    }

    /** The indices of the modules that have mistakes of their own. */
    private static Set<Integer> wrongEntries(List<Mistake> found) {
        Set<Integer> wrong = new TreeSet<>();
        for (Mistake mistake : found) {
            Matcher entry = ENTRY.matcher(mistake.argument());
            if (entry.lookingAt()) {
                wrong.add(Integer.valueOf(entry.group(1)));
            }
        }
        return wrong;
    }

    private static List<Mistake> mistakesOf(Map<String, ?> raw, List<Mistake> found, Workspace workspace)
            throws IOException {
        Map<String, Object> readable = new LinkedHashMap<>();
        raw.forEach((name, value) -> {
            String key = String.valueOf((Object) name);
            boolean wrong = found.stream().anyMatch(mistake -> isBelow(mistake.argument(), key));
            if (OF_MODULES.contains(key) && !wrong) {
                readable.put(key, value);
            }
        });
        if (!readable.containsKey(MODULES)) {
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
}
