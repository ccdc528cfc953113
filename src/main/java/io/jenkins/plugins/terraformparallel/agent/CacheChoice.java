package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.providers.ProviderCache;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.PluginCache;
import io.jenkins.plugins.terraformparallel.engine.request.PluginCacheDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a directory on a node for a run's provider cache, which terraform's processes see, too. */
final class CacheChoice {

    private static final String SEES = "[ -d \"$1\" ] && [ -x \"$1\" ] && [ -w \"$1\" ] && echo y || echo n";

    private final NodeCalls calls;
    private final CachePlace place;
    private final LauncherShell shell;

    CacheChoice(NodeCalls calls, CachePlace place, LauncherShell shell) {
        this.calls = calls;
        this.place = place;
        this.shell = shell;
    }

    /**
     * Makes the directory.
     *
     * @return null where none is wanted, or something is wrong
     */
    @CheckForNull
    String directory(PluginCache wanted, Map<String, String> environment, List<Mistake> mistakes) {
        List<String> directories = place.directories(wanted);
        for (String directory : directories) {
            boolean last = directory.equals(directories.get(directories.size() - 1));
            String wrong = wrong(directory, environment);
            if (wrong == null) {
                return directory;
            }
            if (last) {
                mistakes.add(new Mistake(
                        "pluginCache",
                        directory + ", " + wrong,
                        "a directory that this step's terraform can write to"));
            }
        }
        return null;
    }

    @CheckForNull
    private String wrong(String directory, Map<String, String> environment) {
        try {
            open(calls, directory, environment).missing(List.of(), false);
            boolean seen = place.isBesideWorkspace(directory)
                    || shell.ask(new ShellQuestions.Question(SEES, List.of(directory)), environment)
                            .startsWith("y");
            return seen ? null : "which processes of this step don't see";
        } catch (IOException e) {
            return "which " + calls.nodeInWords() + " can't use (" + e.getMessage() + ")";
        }
    }

    /** The cache in a directory of a node, with the sources that terraform has there. */
    static ProviderCache open(NodeCalls calls, String directory, Map<String, String> environment) {
        UserFiles files = RemotePort.of(calls, new NodePort.OfUserFiles(), NodeCalls.USUAL);
        String sources = PluginCacheDirectory.sources(
                environment, path -> Optional.ofNullable(files.text(path)), files.home(), files::names);
        return RemotePort.of(calls, new NodePort.OfProviderCache(directory, sources), NodeCalls.READING);
    }
}
