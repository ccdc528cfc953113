package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleDefaults;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes units of modules: one for each workspace, with its name and its variable files. */
final class UnitDrafter {

    private final ModuleDefaults defaults;
    private final RequestPaths paths;
    private final PlanMistakes mistakes;

    UnitDrafter(ModuleDefaults defaults, RequestPaths paths, PlanMistakes mistakes) {
        this.defaults = defaults;
        this.paths = paths;
        this.mistakes = mistakes;
    }

    /** In the order of the modules and of their workspaces. */
    List<DraftUnit> draft(List<SelectedModule> modules) throws IOException {
        List<String> ofRun = varFilesOfRun();
        List<DraftUnit> drafts = new ArrayList<>();
        for (SelectedModule module : modules) {
            List<String> varFiles = new ArrayList<>(ofRun);
            varFiles.addAll(varFilesOf(module));
            List<String> workspaces = workspacesOf(module);
            for (String workspace : workspaces) {
                String name = name(module, workspace, workspaces.size());
                drafts.add(new DraftUnit(module, name, workspace, List.copyOf(varFiles), defaults));
            }
        }
        return drafts;
    }

    /** A list with null in it where none is named. */
    private List<String> workspacesOf(SelectedModule module) {
        ModuleRequest own = module.settings();
        List<String> named = own == null || own.workspaces() == null ? defaults.workspaces() : own.workspaces();
        return named.isEmpty() ? Collections.singletonList(null) : named;
    }

    private static String name(SelectedModule module, @CheckForNull String workspace, int ofWorkspaces) {
        ModuleRequest own = module.settings();
        if (own != null && own.name() != null) {
            return ofWorkspaces == 1 ? own.name() : own.name() + "@" + workspace;
        }
        return workspace == null ? module.path().toString() : module.path() + "@" + workspace;
    }

    private List<String> varFilesOfRun() throws IOException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < defaults.varFiles().size(); i++) {
            Located file = paths.file(
                    paths.current(), defaults.varFiles().get(i), "a file, relative to the current directory");
            if (file.finding() != null) {
                mistakes.inRun(
                        "varFiles[" + i + "]",
                        file.finding().what(),
                        file.finding().expected());
            } else {
                files.add(file.real());
            }
        }
        return files;
    }

    private List<String> varFilesOf(SelectedModule module) throws IOException {
        ModuleRequest own = module.settings();
        if (own == null || module.directory() == null) {
            return List.of();
        }
        List<String> files = new ArrayList<>();
        for (int i = 0; i < own.varFiles().size(); i++) {
            String given = own.varFiles().get(i);
            Located file = paths.file(module.directory(), given, "a file, relative to the module");
            if (file.finding() != null) {
                String advice = paths.file(paths.current(), given, "").real() == null
                        ? ""
                        : "; there is one relative to the current directory, so give its path from the module";
                mistakes.inModule(
                        module.index(),
                        ".varFiles[" + i + "]",
                        file.finding().what(),
                        file.finding().expected() + advice);
            } else {
                files.add(file.real());
            }
        }
        return files;
    }
}
