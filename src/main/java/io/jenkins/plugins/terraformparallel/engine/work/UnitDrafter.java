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
        List<String> ofModule = own == null ? null : own.workspaces();
        List<String> named = ofModule == null ? defaults.workspaces() : ofModule;
        return named.isEmpty() ? Collections.singletonList(null) : named;
    }

    private static String name(SelectedModule module, @CheckForNull String workspace, int ofWorkspaces) {
        ModuleRequest own = module.settings();
        String named = own == null ? null : own.name();
        if (named != null) {
            return ofWorkspaces == 1 ? named : named + "@" + workspace;
        }
        return workspace == null ? module.path() : module.path() + "@" + workspace;
    }

    private List<String> varFilesOfRun() throws IOException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < defaults.varFiles().size(); i++) {
            String given = defaults.varFiles().get(i);
            Located file = paths.file(paths.current(), given, "a file, relative to the current directory");
            Finding finding = file.finding();
            if (finding == null) {
                files.add(file.real());
            } else {
                mistakes.inRun("varFiles[" + i + "]", finding.what(), finding.expected());
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
            Finding finding = file.finding();
            if (finding == null) {
                files.add(file.real());
            } else {
                String below = ".varFiles[" + i + "]";
                mistakes.inModule(module.index(), below, finding.what(), finding.expected() + advice(given));
            }
        }
        return files;
    }

    private String advice(String varFile) throws IOException {
        return paths.file(paths.current(), varFile, "").real() == null
                ? ""
                : "; there is one relative to the current directory, so give its path from the module";
    }
}
