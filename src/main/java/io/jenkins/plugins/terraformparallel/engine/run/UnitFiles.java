package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.util.Map;

/**
 * What the engine needs to know of a unit's files, and to keep of them, on the machine where terraform runs. Names of
 * files that it keeps are relative to {@link io.jenkins.plugins.terraformparallel.engine.process.ProcessHost#directory()}.
 *
 * <p>Called by the run's driver, one call at a time.
 */
public interface UnitFiles {

    /**
     * Writes a private file (mode 0600), making the directories above it.
     *
     * @return its absolute path
     */
    String write(String name, byte[] content) throws IOException;

    /**
     * Deletes the files of a directory whose names begin so. They won't be written again. Idempotent.
     *
     * @param beginning of their names, the directory's in front of it
     */
    void deleteAll(String beginning) throws IOException;

    /** The hashes of everything outside the request that a plan was made from: lock file, module files, var files. */
    Map<String, String> inputs(Unit unit) throws IOException;

    /** The digest of the changes in a plan, from the output of {@code terraform show -json} of that process. */
    String planDigest(ProcessId show) throws IOException;

    /**
     * Moves {@code errored.tfstate} out of the module. An empty one, such as a full disk leaves, is deleted.
     *
     * @return whether there was one with content
     */
    boolean moveErroredState(Unit unit, String name) throws IOException;

    /**
     * From now on terraform can't write {@code errored.tfstate} in the unit's module, and dumps a state that it can't save
     * to its output instead. There it is known whose it is; in one file, a second unit's would replace the first one's.
     * Idempotent. What is there for that is an empty directory of this name.
     *
     * @throws IOException where there is a state that nobody has pushed
     */
    void refuseErroredState(Unit unit) throws IOException;

    /** As before {@link #refuseErroredState}. Idempotent. */
    void allowErroredState(Unit unit) throws IOException;

    /**
     * Cuts the emergency dump of the state out of a process's output.
     *
     * @return whether there was one
     */
    boolean saveEmergencyState(ProcessId process, String name) throws IOException;

    /**
     * The lock on a unit's state, as far as files tell.
     *
     * @return null where there is none; all its fields are null where that can't be seen, because the state is elsewhere
     */
    @CheckForNull
    StateLock stateLock(Unit unit) throws IOException;
}
