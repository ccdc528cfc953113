package io.jenkins.plugins.terraformparallel.engine.work;

import io.jenkins.plugins.terraformparallel.engine.request.Suggestion;
import io.jenkins.plugins.terraformparallel.engine.workspace.RelativePath;
import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Guesses which module was meant by a path or glob that leads nowhere: the first name that doesn't exist is replaced by
 * the nearest one that leads to a module.
 */
final class NearestModule {

    private final Workspace workspace;
    private final Search search;

    /** Finds the modules that a glob matches. */
    interface Search {
        Collection<String> modules(String glob) throws IOException;
    }

    NearestModule(Workspace workspace, Search search) {
        this.workspace = workspace;
        this.search = search;
    }

    /** {@code ; did you mean 'envs/prod'?}, or nothing where no module is near. */
    String hint(RelativePath missing) throws IOException {
        try {
            int wrong = missing.ups();
            int last = missing.segments().size() - 1;
            while (wrong < last && exists(missing.segments().subList(0, wrong + 1))) {
                wrong++;
            }
            return wrong > last ? "" : hint(missing, wrong);
        } catch (FileSystemException e) {
            // What can't be read can't be meant.
            return "";
        }
    }

    private boolean exists(List<String> segments) throws IOException {
        return workspace.kind(new RelativePath(segments).toString()) == Workspace.Kind.DIRECTORY;
    }

    private String hint(RelativePath missing, int wrong) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        List<String> before = missing.segments().subList(0, wrong);
        for (String module : search.modules(replaced(missing, wrong, "*"))) {
            List<String> segments = RelativePath.of(module).segments();
            if (segments.size() > wrong && segments.subList(0, wrong).equals(before)) {
                names.add(segments.get(wrong));
            }
        }
        String nearest = Suggestion.among(missing.segments().get(wrong), names);
        return nearest == null ? "" : "; did you mean " + Quoted.of(replaced(missing, wrong, nearest)) + "?";
    }

    private static String replaced(RelativePath path, int index, String name) {
        List<String> segments = new ArrayList<>(path.segments());
        segments.set(index, name);
        return new RelativePath(segments).toString();
    }
}
