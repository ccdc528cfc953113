package io.jenkins.plugins.terraformparallel.engine.work;

import io.jenkins.plugins.terraformparallel.engine.request.ModuleRequest;
import io.jenkins.plugins.terraformparallel.engine.request.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns what {@code dependsOn} says into a graph over the units, whose nodes are their positions. A word is a unit's
 * name; else the {@code name} of a module with several workspaces, which means all its units; else a path, which means
 * all units of that directory. Used once.
 */
final class Dependencies {

    private final List<DraftUnit> units;
    private final RequestPaths paths;
    private final PlanMistakes mistakes;
    private final Map<String, List<Integer>> byName = new HashMap<>();
    private final Map<String, List<Integer>> byModuleName = new HashMap<>();
    private final Map<String, List<Integer>> byPath = new HashMap<>();
    private final Map<String, List<Integer>> byDirectory = new HashMap<>();

    Dependencies(List<DraftUnit> units, RequestPaths paths, PlanMistakes mistakes) {
        this.units = units;
        this.paths = paths;
        this.mistakes = mistakes;
        for (int node = 0; node < units.size(); node++) {
            DraftUnit unit = units.get(node);
            SelectedModule module = unit.module();
            add(byName, unit.name(), node);
            add(byPath, unit.path(), node);
            ModuleRequest settings = module.settings();
            String moduleName = settings == null ? null : settings.name();
            if (moduleName != null) {
                add(byModuleName, moduleName, node);
            }
            if (module.directory() != null) {
                add(byDirectory, module.directory(), node);
            }
        }
    }

    /** Reports unknown dependencies, those on itself, and cycles; the graph is without the former two. */
    DependencyGraph graph() throws IOException {
        List<Set<Integer>> before = new ArrayList<>();
        Map<Integer, List<Integer>> nodes = new TreeMap<>();
        for (int node = 0; node < units.size(); node++) {
            before.add(new HashSet<>());
            SelectedModule module = units.get(node).module();
            if (module.settings() != null) {
                nodes.computeIfAbsent(module.index(), any -> new ArrayList<>()).add(node);
            }
        }
        for (List<Integer> ofModule : nodes.values()) {
            SelectedModule module = units.get(ofModule.get(0)).module();
            for (int entry = 0; entry < module.dependsOn().size(); entry++) {
                addEdges(module, entry, ofModule, before);
            }
        }
        DependencyGraph graph = new DependencyGraph(before);
        for (List<Integer> cycle : Cycles.of(graph)) {
            reportCycle(cycle);
        }
        return graph;
    }

    private void addEdges(SelectedModule module, int entry, List<Integer> nodes, List<Set<Integer>> before)
            throws IOException {
        String wanted = module.dependsOn().get(entry);
        List<Integer> dependencies = resolve(wanted);
        String argument = ".dependsOn[" + entry + "]";
        if (dependencies.isEmpty()) {
            Finding unknown = unknown(wanted);
            mistakes.inModule(module.index(), argument, unknown.what(), unknown.expected());
        } else if (nodes.stream().anyMatch(Set.copyOf(dependencies)::contains)) {
            String itself = Quoted.of(wanted) + ", which is the module itself or one of its workspaces";
            mistakes.inModule(module.index(), argument, itself, "other modules of this run");
        } else {
            nodes.forEach(node -> before.get(node).addAll(dependencies));
        }
    }

    private List<Integer> resolve(String wanted) throws IOException {
        for (Map<String, List<Integer>> names : List.of(byName, byModuleName)) {
            if (names.containsKey(wanted)) {
                return names.get(wanted);
            }
        }
        List<Integer> ofPath = byPath.get(paths.relative(wanted).toString());
        if (ofPath != null) {
            return ofPath;
        }
        // Perhaps the directory has another name here, through a symbolic link.
        String directory = paths.directory(wanted).real();
        return directory == null ? List.of() : byDirectory.getOrDefault(directory, List.of());
    }

    private Finding unknown(String wanted) throws IOException {
        if (paths.directory(wanted).real() != null) {
            String what = Quoted.of(wanted) + ", which exists but isn't in this run";
            return new Finding(what, "the name or path of a module of this run; add it to 'modules'");
        }
        Set<String> known = new TreeSet<>(byName.keySet());
        known.addAll(byModuleName.keySet());
        known.addAll(byPath.keySet());
        return new Finding(
                Quoted.of(wanted) + ", which isn't in this run",
                "the name or path of a module of this run" + Suggestion.hint(wanted, known));
    }

    private void reportCycle(List<Integer> cycle) {
        String names =
                cycle.stream().map(node -> Quoted.plain(units.get(node).name())).collect(Collectors.joining(" -> "));
        DraftUnit first = units.get(cycle.get(0));
        mistakes.inModule(
                first.module().index(),
                ".dependsOn",
                "the cycle " + names + " -> " + Quoted.plain(first.name()),
                "dependencies without a cycle");
    }

    private static void add(Map<String, List<Integer>> index, String key, int node) {
        index.computeIfAbsent(key, any -> new ArrayList<>()).add(node);
    }
}
