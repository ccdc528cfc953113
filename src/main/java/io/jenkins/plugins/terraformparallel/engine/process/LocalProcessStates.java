package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;

/**
 * Tells from its files what became of a process; {@link ChainScript} says what they promise. The order in which things
 * are read is the point here: who lives is looked at before {@code exit} is taken for unfinished, because a script writes
 * that file and ends then. Thread-safe.
 */
final class LocalProcessStates {

    private final LocalLiving living;

    LocalProcessStates(LocalLiving living) {
        this.living = living;
    }

    /**
     * @param process what its files' names begin with, see {@link ProcessFiles}; likewise below
     * @param chain its chain's
     * @param launching whether the chain's script was launched by this engine and hasn't ended, so that it may be about
     *     to say who it is
     */
    ProcessState state(String process, String chain, boolean launching) throws IOException {
        // Of whose end is noted it doesn't matter who lives.
        ProcessState over = over(process, exitNote(process));
        return over == null ? unlessOver(process, chain, launching) : over;
    }

    private ProcessState unlessOver(String process, String chain, boolean launching) throws IOException {
        boolean scriptLives = launching || scriptLives(chain);
        ProcessIdentity identity = identity(process);
        if (!scriptLives && identity == null) {
            // Nobody would start it any more, except a script that is slower than its engine's death. Now it can't.
            preventStarts(chain);
            scriptLives = scriptLives(chain);
            identity = identity(process);
        }
        boolean terraformLives = living.isAlive(identity);
        ExitNote note = exitNote(process);
        ProcessState over = over(process, note);
        if (over != null) {
            return over;
        } else if (note == null) {
            return new ProcessState.Never(scriptLives);
        } else if (identity != null && (terraformLives || scriptLives)) {
            // Where terraform is dead and the script isn't, the exit code is about to be written.
            return new ProcessState.Running(identity.pid(), modified(process, ProcessFiles.PID, Instant.now()));
        }
        return scriptLives ? new ProcessState.Starting() : new ProcessState.Lost();
    }

    /** What a note says that no other one takes the place of; null where it isn't such a one. */
    @CheckForNull
    private static ProcessState over(String process, @CheckForNull ExitNote note) throws IOException {
        if (note instanceof ExitNote.Code code) {
            return ended(process, code.exitCode());
        } else if (note instanceof ExitNote.Refused) {
            return new ProcessState.Refused();
        }
        return note instanceof ExitNote.Stopped ? new ProcessState.Stopped() : null;
    }

    /** Who the process or script is: null where it hasn't said so, was never started, or its files are gone. */
    @CheckForNull
    ProcessIdentity identity(String owner) throws IOException {
        String content = LocalReading.text(LocalChainFiles.file(owner, ProcessFiles.PID));
        return content == null ? null : ProcessIdentity.parse(content);
    }

    /** Whether the process may be running terraform, so that a signal is meant for it. */
    boolean isPending(String process) throws IOException {
        return exitNote(process) instanceof ExitNote.Pending;
    }

    boolean scriptLives(String chain) throws IOException {
        return living.isAlive(identity(chain));
    }

    /** Creates {@code stop} where there is something to stop. */
    static void preventStarts(String chain) throws IOException {
        if (Files.exists(LocalChainFiles.file(chain, ProcessFiles.SCRIPT))) {
            LocalPrivateFiles.createFile(LocalChainFiles.file(chain, ProcessFiles.STOP));
        }
    }

    @CheckForNull
    private static ExitNote exitNote(String process) throws IOException {
        return ExitNote.parse(LocalReading.text(LocalChainFiles.file(process, ProcessFiles.EXIT)));
    }

    private static ProcessState ended(String process, int exitCode) throws IOException {
        Instant ended = modified(process, ProcessFiles.EXIT, Instant.now());
        Instant started = modified(process, ProcessFiles.PID, ended);
        // The clock may have been set back in between.
        return new ProcessState.Ended(exitCode, started.isAfter(ended) ? ended : started, ended);
    }

    private static Instant modified(String process, String file, Instant otherwise) throws IOException {
        try {
            return Files.getLastModifiedTime(LocalChainFiles.file(process, file))
                    .toInstant();
        } catch (NoSuchFileException e) {
            return otherwise;
        }
    }
}
