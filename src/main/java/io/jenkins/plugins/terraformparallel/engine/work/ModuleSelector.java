package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleExclusion;
import io.jenkins.plugins.terraformparallel.engine.request.ModulePattern;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleRequest;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleSelection;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Finds the modules of the request. Which directory is meant is decided by its real path: one that has several names
 * counts once among the finds of globs, and is excluded by any of its names. An exclusion takes away exactly the
 * directories that it names or matches; those below are matched by {@code !dir/**}. Used once.
 */
final class ModuleSelector {

    private static final SortedMap<String, String> NOTHING = Collections.emptySortedMap();

    private final RequestPaths paths;
    private final PlanMistakes mistakes;
    private final List<SelectedModule> selected = new ArrayList<>();

    /** Real directories that globs shall not bring in (again). */
    private final Set<String> taken = new HashSet<>();

    ModuleSelector(RequestPaths paths, PlanMistakes mistakes) {
        this.paths = paths;
        this.mistakes = mistakes;
    }

    /** In the order of the request, what was named before what was found; also those with which something is wrong. */
    List<SelectedModule> select(List<ModuleSelection> selections) throws IOException {
        for (int i = 0; i < selections.size(); i++) {
            ModuleSelection selection = selections.get(i);
            if (selection instanceof ModuleRequest module) {
                name(i, ".path", module.path(), module);
            } else if (selection instanceof ModulePattern pattern && !pattern.isGlob()) {
                name(i, "", pattern.text(), null);
            } else if (selection instanceof ModuleExclusion exclusion) {
                exclude(i, exclusion.pattern());
            }
        }
        for (int i = 0; i < selections.size(); i++) {
            if (selections.get(i) instanceof ModulePattern pattern && pattern.isGlob()) {
                find(i, pattern.text());
            }
        }
        if (selected.isEmpty() && mistakes.isEmpty()) {
            mistakes.inRun("modules", "no module that isn't excluded", "at least one");
        }
        return selected;
    }

    private void name(int index, String below, String path, @CheckForNull ModuleRequest settings) throws IOException {
        Located module = paths.module(path);
        report(index, below, module.finding());
        if (module.real() != null) {
            taken.add(module.real());
        }
        selected.add(new SelectedModule(index, module.path().toString(), module.real(), settings, null));
    }

    private void exclude(int index, String pattern) throws IOException {
        if (new ModulePattern(pattern).isGlob()) {
            taken.addAll(search(index, pattern).orElse(NOTHING).values());
        } else {
            // One that is missing is most likely misspelt, and what it should have kept out would run.
            Located directory = paths.directory(pattern);
            report(index, "", directory.finding());
            if (directory.real() != null) {
                taken.add(directory.real());
            }
        }
    }

    private void find(int index, String glob) throws IOException {
        Optional<SortedMap<String, String>> found = search(index, glob);
        if (found.isPresent() && found.get().isEmpty()) {
            report(index, "", paths.nothingFound(glob));
        }
        for (Map.Entry<String, String> module : found.orElse(NOTHING).entrySet()) {
            if (taken.add(module.getValue())) {
                selected.add(new SelectedModule(index, module.getKey(), module.getValue(), null, glob));
            }
        }
    }

    /** Empty where it can't be searched for, which is reported then. */
    private Optional<SortedMap<String, String>> search(int index, String glob) throws IOException {
        Finding malformed = RequestPaths.malformed(glob);
        if (malformed != null) {
            report(index, "", malformed);
            return Optional.empty();
        }
        try {
            return Optional.of(paths.search(glob));
        } catch (FileSystemException e) {
            report(index, "", Finding.of(glob, e, "a glob that meets only directories that can be read"));
            return Optional.empty();
        }
    }

    private void report(int index, String below, @CheckForNull Finding finding) {
        if (finding != null) {
            mistakes.inModule(index, below, finding.what(), finding.expected());
        }
    }
}
