package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.PluginCache;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where on a node the provider cache of a run may be. Pure. */
final class CachePlace {

    private static final String ARGUMENT = "pluginCache";
    private static final String USUAL = "default";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /** Jenkins numbers the workspaces of builds of one job that run at once. */
    private static final Pattern NUMBERED = Pattern.compile("(.+)@\\d+");

    private static final String TEMPORARY = "@tmp";
    private static final int JOB_BYTES = 12;

    private final AgentPlace place;
    private final CacheOwner owner;

    CachePlace(AgentPlace place, CacheOwner owner) {
        this.place = place;
        this.owner = owner;
    }

    /** What is wrong with a cache that a Jenkinsfile asks for; null where nothing is. */
    @CheckForNull
    static Mistake mistake(@CheckForNull Object given) {
        boolean isText = given instanceof CharSequence;
        String text = String.valueOf(given);
        if (!isText
                || text.equals("true")
                || text.equals("false")
                || NAME.matcher(text).matches()) {
            // What is no text at all is the reader's to complain about.
            return null;
        }
        return new Mistake(
                ARGUMENT,
                "'" + text + "'",
                "true, false, or a name of letters, digits, '.', '_' and '-', which means a cache of this job's own. A"
                        + " directory that several jobs share is set by an administrator (Manage Jenkins, System)");
    }

    /**
     * The directories that come into question, the best one first; none where none is wanted. The last one is seen by
     * whatever sees the workspace, unless it is an administrator's.
     */
    List<String> directories(PluginCache wanted) {
        List<String> directories = new ArrayList<>();
        if (!wanted.used()) {
            return directories;
        }
        if (wanted.place() == null && owner.shared() != null) {
            directories.add(owner.shared());
            return directories;
        }
        String name = wanted.place() == null ? USUAL : wanted.place();
        String below = "/" + LocalRunRemains.HOME + "/" + LocalRunRemains.PROVIDERS + "/" + job() + "/" + name;
        Matcher numbered = NUMBERED.matcher(place.workspace());
        if (numbered.matches() && place.temporary().equals(place.workspace() + TEMPORARY)) {
            directories.add(numbered.group(1) + TEMPORARY + below);
        }
        directories.add(place.temporary() + below);
        return directories;
    }

    /** Whether whoever sees the workspace sees that directory. */
    boolean isBesideWorkspace(String directory) {
        return directory.startsWith(place.temporary() + "/");
    }

    private String job() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(owner.job().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, JOB_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
