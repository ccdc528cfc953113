package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.PluginCacheDirectory;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.work.RequestResolution;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a request and checks it against the node's files and programs, before anything is started. A few calls of the
 * node, whatever the number of modules.
 */
public final class AgentPreparation {

    private static final String CURRENT_DIRECTORY = "current directory";

    private final Map<String, ?> raw;
    private final AgentPlace place;
    private final CacheOwner cacheOwner;
    private final AgentAccess access;
    private final NodeCalls calls;
    private final Map<String, String> environment;
    private final List<Mistake> mistakes = new ArrayList<>();

    private AgentPreparation(Map<String, ?> raw, AgentPlace place, CacheOwner cacheOwner, AgentAccess access) {
        this.raw = raw;
        this.cacheOwner = cacheOwner;
        this.place = place;
        this.access = access;
        this.calls = new NodeCalls(place, access);
        this.environment = access.environment();
    }

    /**
     * A run that could start.
     *
     * @param executable terraform's absolute path, as seen through the launcher
     * @param sharedPluginCache the provider cache on which only one init may work at a time; null if none, or if the run has
     *     its own
     * @param providerCache the directory of the run's own provider cache; null if none
     */
    public record Prepared(
            RunRequest request,
            WorkPlan plan,
            String executable,
            @CheckForNull String sharedPluginCache,
            @CheckForNull String providerCache) {}

    /**
     * Reads and checks. Also makes the directory of the workspace's runs.
     *
     * @param raw the step's arguments by their names
     * @param cacheOwner whose provider caches it may use
     * @throws RequestException with everything that is wrong
     * @throws HostGoneException where the node can't be reached
     * @throws IOException where the workspace can't be read
     */
    public static Prepared prepare(Map<String, ?> raw, AgentPlace place, CacheOwner cacheOwner, AgentAccess access)
            throws RequestException, IOException {
        return new AgentPreparation(raw, place, cacheOwner, access).prepared();
    }

    /**
     * The provider cache that inits would share; null if none.
     *
     * @throws HostGoneException where the node can't be reached
     */
    @CheckForNull
    public static String sharedPluginCache(AgentPlace place, AgentAccess access) {
        Map<String, String> environment = access.environment();
        UserFiles files = RemotePort.of(new NodeCalls(place, access), new NodePort.OfUserFiles(), NodeCalls.USUAL);
        Optional<String> cache = PluginCacheDirectory.find(
                environment, path -> Optional.ofNullable(files.text(path)), files.home(), files::names);
        if (cache.isEmpty()) {
            return null;
        }
        String given = cache.get();
        return files.realDirectory(given.startsWith("/") ? given : place.directory() + "/" + given);
    }

    private Prepared prepared() throws RequestException, IOException {
        if (!access.launcher().isUnix()) {
            throw new RequestException(List.of(new Mistake(
                    calls.nodeInWords(), "Windows, on which terraform-parallel doesn't run", "an agent on Linux")));
        }
        if (place.temporary().indexOf('\'') >= 0) {
            mistakes.add(new Mistake(
                    "workspace",
                    place.workspace() + ", with ' in its path, on which Jenkins' scripts hang",
                    "one without; name the job, its folders or ws(...) otherwise"));
        }
        Mistake cache = CachePlace.mistake(raw.get("pluginCache"));
        if (cache != null) {
            mistakes.add(cache);
        }
        // The first call of a connection also carries the plugin itself there.
        RemotePort.of(calls, new NodePort.OfRemains(place.temporary()), NodeCalls.READING)
                .create();
        Workspace workspace = workspace();
        RequestResolution resolution = resolution(workspace);
        String executable = executable(resolution);
        String providerCache = resolution == null || !mistakes.isEmpty() ? null : providerCache(resolution.request());
        if (resolution == null || !mistakes.isEmpty()) {
            throw new RequestException(mistakes);
        }
        return new Prepared(
                resolution.request(),
                resolution.resolution().plan(),
                executable,
                providerCache == null ? sharedPluginCache(place, access) : null,
                providerCache);
    }

    @CheckForNull
    private String providerCache(RunRequest request) {
        LauncherShell shell = new LauncherShell(calls, AgentPorts.home(place));
        return new CacheChoice(calls, new CachePlace(place, cacheOwner), shell)
                .directory(request.pluginCache(), environment, mistakes);
    }

    /** Null where there is none to look at. */
    @CheckForNull
    private Workspace workspace() throws IOException {
        Map<RecordedWorkspace.Question, PortAnswer> answers;
        try {
            answers = RemotePort.of(
                            calls, new NodePort.OfRequest(place.directory(), place.workspace()), NodeCalls.READING)
                    .answers(FileArguments.of(raw));
        } catch (FileSystemException e) {
            String why = e instanceof NoSuchFileException ? "it doesn't exist" : e.getReason();
            mistakes.add(new Mistake(
                    CURRENT_DIRECTORY,
                    place.directory() + ", which can't be used" + (why == null ? "" : " (" + why + ")"),
                    "a directory in the workspace"));
            return null;
        }
        return new RecordedWorkspace(
                RemotePort.of(calls, new NodePort.OfWorkspace(place.directory(), place.workspace()), NodeCalls.READING),
                answers);
    }

    /** Null where something is wrong. */
    @CheckForNull
    private RequestResolution resolution(@CheckForNull Workspace workspace) throws IOException {
        try {
            if (workspace == null) {
                RequestReader.read(raw, environment);
                return null;
            }
            return RequestResolution.resolve(raw, environment, workspace, mistakes);
        } catch (RequestException e) {
            mistakes.removeAll(e.mistakes());
            mistakes.addAll(0, e.mistakes());
            return null;
        }
    }

    /** The program, or what was asked for where there is none. */
    private String executable(@CheckForNull RequestResolution resolution) {
        String given = raw.get("executable") instanceof CharSequence text
                        && text.length() > 0
                        && text.chars().noneMatch(c -> c == 0)
                ? text.toString()
                : null;
        String asked = resolution == null
                ? Objects.requireNonNullElse(given, "terraform")
                : resolution.request().executable();
        ToolSearch search = new ToolSearch(asked, place.directory(), AgentPorts.home(place));
        LauncherShell shell = new LauncherShell(calls, AgentPorts.home(place));
        try {
            ToolSearch.Tools tools = search.answer(shell.ask(search.question(), environment), calls.nodeInWords());
            mistakes.addAll(tools.mistakes());
            return tools.executable();
        } catch (IOException e) {
            mistakes.add(new Mistake(
                    calls.nodeInWords(),
                    "no shell that could look for terraform there (" + e.getMessage() + ")",
                    "Linux with sh and setsid"));
            return asked;
        }
    }
}
