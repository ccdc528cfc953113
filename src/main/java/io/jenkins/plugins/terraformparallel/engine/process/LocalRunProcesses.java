package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.file.Path;

/** What still lives of a run whose engine is dead. */
public final class LocalRunProcesses {

    private LocalRunProcesses() {}

    /**
     * Whether any of its processes lives, or a script that may start one. Where none does, none will start any more.
     *
     * @param directory {@link ProcessHost#directory()}; needn't exist
     */
    public static boolean anyLives(Path directory) throws IOException {
        return new LocalUnitProcesses(new LocalProcesses()).firstLiving(new ProcessFiles(directory.toString()), null)
                != null;
    }
}
