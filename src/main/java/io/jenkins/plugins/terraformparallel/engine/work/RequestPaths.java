package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.workspace.RelativePath;
import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Looks the request's paths up in the workspace and says what is wrong with them. What the file system refuses is a
 * finding as well; any other {@link IOException} means that the workspace can't be asked, and is thrown. Searches are
 * remembered, so it serves one request. Not thread-safe.
 */
final class RequestPaths {

    private static final String A_MODULE = "a directory that holds *.tf or *.tf.json files";

    /** No module is ever in there, whatever names it. */
    private static final Set<String> HIDDEN = Set.of(".terraform", ".git");

    private final Workspace workspace;
    private final String current;
    private final NearestModule nearestModule;
    private final Map<String, SortedMap<String, String>> searches = new HashMap<>();

    RequestPaths(Workspace workspace) throws IOException {
        this.workspace = workspace;
        this.current = workspace.realPath(".");
        this.nearestModule = new NearestModule(workspace, glob -> search(glob).keySet());
    }

    /** A directory that terraform can run in. */
    Located module(String text) throws IOException {
        Located directory = directory(text);
        if (directory.real() == null) {
            return directory;
        }
        // A name with * or ? in it matches itself as well.
        String path = directory.path().toString();
        try {
            if (search(path).containsKey(path)) {
                return directory;
            }
            boolean hidden = HIDDEN.stream().anyMatch(directory.path().segments()::contains);
            String what = hidden ? ", which lies in .terraform or .git" : ", which holds none";
            return Located.wrong(directory.path(), new Finding(Quoted.of(text) + what, A_MODULE));
        } catch (FileSystemException e) {
            return Located.wrong(directory.path(), Finding.of(text, e, A_MODULE));
        }
    }

    /** A directory, whatever it holds. */
    Located directory(String text) throws IOException {
        RelativePath path = relative(text);
        try {
            Workspace.Kind kind = workspace.kind(path.toString());
            if (kind == Workspace.Kind.DIRECTORY) {
                return Located.at(path, workspace.realPath(path.toString()));
            }
            return Located.wrong(path, wrongKind(text, kind, A_MODULE + hint(kind, path), "a directory inside it"));
        } catch (FileSystemException e) {
            return Located.wrong(path, Finding.of(text, e, A_MODULE));
        }
    }

    /**
     * A file. Its own name is kept where it is a symbolic link, because terraform tells JSON by the ending.
     *
     * @param base what a relative path is relative to; a real path inside the workspace
     * @param expected what it should be, in words
     */
    Located file(String base, String text, String expected) throws IOException {
        RelativePath path = RelativePath.isAbsolute(text)
                ? relative(text)
                : RelativePath.between(current, base).resolve(RelativePath.of(text));
        try {
            Workspace.Kind kind = workspace.kind(path.toString());
            if (kind != Workspace.Kind.FILE) {
                return Located.wrong(path, wrongKind(text, kind, expected, expected + " inside it"));
            }
            String directory = workspace.realPath(path.parent().toString());
            String name = path.segments().get(path.segments().size() - 1);
            return Located.at(path, directory.endsWith("/") ? directory + name : directory + "/" + name);
        } catch (FileSystemException e) {
            return Located.wrong(path, Finding.of(text, e, expected));
        }
    }

    /** The modules that a well-formed glob finds: their real directories by their paths. */
    SortedMap<String, String> search(String glob) throws IOException {
        SortedMap<String, String> found = searches.get(glob);
        if (found == null) {
            found = workspace.modules(glob);
            searches.put(glob, found);
        }
        return found;
    }

    String current() {
        return current;
    }

    /** What is wrong with a glob before it is looked up; null where nothing is. */
    @CheckForNull
    static Finding malformed(String glob) {
        boolean wild = false;
        for (String segment : glob.split("/")) {
            if (wild && segment.equals("..")) {
                return new Finding(Quoted.of(glob), "'..' only before the first '*' or '?'");
            }
            wild |= isWild(segment);
        }
        return null;
    }

    /** Why a glob finds nothing. */
    Finding nothingFound(String glob) throws IOException {
        RelativePath pattern = relative(glob);
        int fixed = 0;
        while (fixed < pattern.segments().size() && !isWild(pattern.segments().get(fixed))) {
            fixed++;
        }
        RelativePath prefix = new RelativePath(pattern.segments().subList(0, fixed));
        Workspace.Kind kind;
        try {
            kind = workspace.kind(prefix.toString());
        } catch (FileSystemException e) {
            return Finding.of(glob, e, "a glob that finds a module");
        }
        if (kind == Workspace.Kind.OUTSIDE) {
            return outside(glob, "a glob that stays inside it");
        }
        if (kind != Workspace.Kind.DIRECTORY) {
            return new Finding(
                    Quoted.of(glob) + ", but there is no directory " + Quoted.of(prefix),
                    "a glob that finds a module" + nearestModule.hint(pattern));
        }
        String advice = glob.endsWith(".tf") || glob.endsWith(".tf.json") ? " (it finds directories, not files)" : "";
        return new Finding(Quoted.of(glob) + ", which finds none", "a glob that finds " + A_MODULE + advice);
    }

    /** A path or glob as one that is relative to the current directory. */
    RelativePath relative(String text) throws IOException {
        if (!RelativePath.isAbsolute(text)) {
            return RelativePath.of(text);
        }
        RelativePath path = RelativePath.between(current, text);
        try {
            // An absolute path may come from above the boundary through a link and yet end inside.
            boolean detour = workspace.kind(path.toString()) == Workspace.Kind.OUTSIDE
                    && workspace.kind(text) == Workspace.Kind.DIRECTORY;
            return detour ? RelativePath.between(current, workspace.realPath(text)) : path;
        } catch (FileSystemException e) {
            return path;
        }
    }

    private String hint(Workspace.Kind kind, RelativePath path) throws IOException {
        return kind == Workspace.Kind.MISSING ? nearestModule.hint(path) : "";
    }

    private Finding wrongKind(String text, Workspace.Kind kind, String expected, String expectedInside) {
        return switch (kind) {
            case OUTSIDE -> outside(text, expectedInside);
            case MISSING -> new Finding(Quoted.of(text) + ", which doesn't exist", expected);
            case FILE -> new Finding(Quoted.of(text) + ", which is a file", expected);
            case DIRECTORY -> new Finding(Quoted.of(text) + ", which is a directory", expected);
            case OTHER -> new Finding(Quoted.of(text) + ", which is neither a file nor a directory", expected);
        };
    }

    private Finding outside(String text, String expected) {
        return new Finding(Quoted.of(text) + ", which leads out of " + workspace.boundary(), expected);
    }

    private static boolean isWild(String segment) {
        return segment.indexOf('*') >= 0 || segment.indexOf('?') >= 0;
    }
}
