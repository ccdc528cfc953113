package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleRequest;
import java.util.List;

/**
 * A module of the run, and why it is one.
 *
 * @param index which entry of {@code modules} brought it in
 * @param path relative to the current directory, in its shortest spelling
 * @param directory its real path; null where something is wrong with it, which has been reported
 * @param settings its own; null where it was only named or found
 * @param glob what found it; null where it was named
 */
record SelectedModule(
        int index,
        String path,
        @CheckForNull String directory,
        @CheckForNull ModuleRequest settings,
        @CheckForNull String glob) {

    /** Names or paths of other modules, as the user wrote them. */
    List<String> dependsOn() {
        return settings == null ? List.of() : settings.dependsOn();
    }
}
