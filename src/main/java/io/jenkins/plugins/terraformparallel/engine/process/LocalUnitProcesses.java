package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What still lives of a unit whose engine is dead, by the pid files in its directory. */
final class LocalUnitProcesses {

    private final LocalProcesses processes;
    private final LocalProcessStates states;

    LocalUnitProcesses(LocalProcesses processes) {
        this.processes = processes;
        this.states = new LocalProcessStates(processes);
    }

    /**
     * A process of the unit that still lives: terraform's if there is one, else a script's that may start one. Where
     * there is none, none will start any more: dead chains are stopped, also those that were launched but have not come
     * to life yet.
     *
     * @param unit the unit's directory; needn't exist
     */
    @CheckForNull
    Living firstLiving(Path unit) throws IOException {
        List<Path> directories = LocalDirectories.entries(unit);
        Living script = null;
        // Scripts first: a dead one has started its last process, so that what comes after misses nothing.
        for (Path directory : directories) {
            if (isChain(directory)) {
                ProcessIdentity identity = livingScript(directory);
                script = identity == null ? script : new Living(identity.pid(), false);
            }
        }
        for (Path directory : directories) {
            ProcessIdentity identity = states.identity(directory);
            if (!isChain(directory) && identity != null && processes.isAlive(identity)) {
                return new Living(identity.pid(), true);
            }
        }
        return script;
    }

    /** @param terraform false for the script that starts it */
    record Living(long pid, boolean terraform) {}

    @CheckForNull
    private ProcessIdentity livingScript(Path chain) throws IOException {
        if (!states.scriptLives(chain)) {
            LocalProcessStates.preventStarts(chain);
        }
        // Once more: it may have come to life just before it was stopped.
        ProcessIdentity identity = states.identity(chain);
        return processes.isAlive(identity) ? identity : null;
    }

    private static boolean isChain(Path directory) {
        return String.valueOf(directory.getFileName()).startsWith(ProcessFiles.CHAIN_PREFIX);
    }
}
