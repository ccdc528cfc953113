package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One module with one workspace and one backend configuration: what the queue hands out. All settings are final, the
 * run's merged with the module's.
 *
 * @param name unique in the run
 * @param key unique in the run and safe as a file name: a readable part and a hash of the name
 * @param path the module's directory, relative to the current directory
 * @param directory its absolute real path on the machine where terraform runs; one run at a time works in it
 * @param dataDirectory where terraform keeps what init made, relative to the directory: {@value #DEFAULT_DATA_DIRECTORY}, or
 *     one of its own. Units that share it never run at once
 * @param workspace null where the request names none
 * @param varFiles absolute paths, in the order terraform must get them
 * @param dependsOn names of units of this run that must be applied before this one
 * @param timeout from its first process; null for none
 */
public record Unit(
        String name,
        String key,
        String path,
        String directory,
        String dataDirectory,
        @CheckForNull String workspace,
        List<String> varFiles,
        Map<String, Object> vars,
        Map<String, Object> backendConfig,
        Map<String, String> env,
        List<String> targets,
        List<String> replace,
        List<String> dependsOn,
        @CheckForNull Duration timeout)
        implements Serializable {

    /** Terraform's own, unless {@code TF_DATA_DIR} says something else. */
    public static final String DEFAULT_DATA_DIRECTORY = ".terraform";

    /** Whether terraform must be told of its data directory. */
    public boolean hasOwnDataDirectory() {
        return !dataDirectory.equals(DEFAULT_DATA_DIRECTORY);
    }

    /** The data directory's absolute path: units with the same one take turns. */
    public String dataPath() {
        return directory + "/" + dataDirectory;
    }
}
