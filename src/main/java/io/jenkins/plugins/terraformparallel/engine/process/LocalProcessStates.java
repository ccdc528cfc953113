package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * Tells from its files what became of a process; {@link ChainScript} says what they promise. The order in which things
 * are read is the point here: who lives is looked at before {@code exit} is, because a script writes that file and ends
 * then. Thread-safe.
 */
final class LocalProcessStates {

    private final LocalLiving living;

    LocalProcessStates(LocalLiving living) {
        this.living = living;
    }

    /**
     * @param process the process's directory; needn't exist
     * @param chain its chain's directory; needn't exist
     * @param launching whether the chain's script was launched by this engine and hasn't ended, so that it may be about
     *     to say who it is
     */
    ProcessState state(Path process, Path chain, boolean launching) throws IOException {
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
        if (note == null) {
            return new ProcessState.Never(scriptLives);
        } else if (note instanceof ExitNote.Refused) {
            return new ProcessState.Refused();
        } else if (note instanceof ExitNote.Stopped) {
            return new ProcessState.Stopped();
        } else if (note instanceof ExitNote.Code code) {
            return ended(process, code.exitCode());
        } else if (identity != null && (terraformLives || scriptLives)) {
            // Where terraform is dead and the script isn't, the exit code is about to be written.
            return new ProcessState.Running(identity.pid(), modified(process.resolve(ProcessFiles.PID), Instant.now()));
        }
        return scriptLives ? new ProcessState.Starting() : new ProcessState.Lost();
    }

    /** Who the process is: null where it hasn't said so, was never started, or its directory is gone. */
    @CheckForNull
    ProcessIdentity identity(Path directory) throws IOException {
        String content = LocalReading.text(directory.resolve(ProcessFiles.PID));
        return content == null ? null : ProcessIdentity.parse(content);
    }

    /** Whether the process may be running terraform, so that a signal is meant for it. */
    boolean isPending(Path process) throws IOException {
        return exitNote(process) instanceof ExitNote.Pending;
    }

    boolean scriptLives(Path chain) throws IOException {
        return living.isAlive(identity(chain));
    }

    /** Creates {@code stop} where the chain's directory exists. */
    static void preventStarts(Path chain) throws IOException {
        try {
            Files.createFile(
                    chain.resolve(ProcessFiles.STOP),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            // Stopped already, or there is nothing to stop.
            return;
        }
    }

    @CheckForNull
    private static ExitNote exitNote(Path process) throws IOException {
        return ExitNote.parse(LocalReading.text(process.resolve(ProcessFiles.EXIT)));
    }

    private static ProcessState ended(Path process, int exitCode) throws IOException {
        Instant ended = modified(process.resolve(ProcessFiles.EXIT), Instant.now());
        Instant started = modified(process.resolve(ProcessFiles.PID), ended);
        // The clock may have been set back in between.
        return new ProcessState.Ended(exitCode, started.isAfter(ended) ? ended : started, ended);
    }

    private static Instant modified(Path file, Instant otherwise) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return otherwise;
        }
    }
}
