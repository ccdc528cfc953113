package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;

/** What still lives of a unit whose engine is dead, by its pid files. */
final class LocalUnitProcesses {

    private final LocalProcesses processes;
    private final LocalProcessStates states;

    LocalUnitProcesses(LocalProcesses processes) {
        this.processes = processes;
        this.states = new LocalProcessStates(processes);
    }

    /**
     * A process that still lives: terraform's if there is one, else a script's that may start one. Where there is none,
     * none will start any more: dead chains are stopped, also those that were launched but have not come to life yet.
     *
     * @param files of the run; nothing of it needs to exist
     * @param unit null for all units of the run
     */
    @CheckForNull
    Living firstLiving(ProcessFiles files, @CheckForNull String unit) throws IOException {
        Path directory = Path.of(files.directory());
        Living script = null;
        // Scripts first: a dead one has started its last process, so that what is listed after that misses nothing.
        for (String chain : files.owners(LocalDirectories.names(directory), unit, true, ProcessFiles.SCRIPT)) {
            ProcessIdentity identity = livingScript(chain);
            script = identity == null ? script : new Living(identity.pid(), false);
        }
        for (String process : files.owners(LocalDirectories.names(directory), unit, false, ProcessFiles.PID)) {
            ProcessIdentity identity = states.identity(process);
            if (identity != null && processes.isAlive(identity)) {
                return new Living(identity.pid(), true);
            }
        }
        return script;
    }

    /** @param terraform false for the script that starts it */
    record Living(long pid, boolean terraform) {}

    @CheckForNull
    private ProcessIdentity livingScript(String chain) throws IOException {
        if (!states.scriptLives(chain)) {
            LocalProcessStates.preventStarts(chain);
        }
        // Once more: it may have come to life just before it was stopped.
        ProcessIdentity identity = states.identity(chain);
        return processes.isAlive(identity) ? identity : null;
    }
}
