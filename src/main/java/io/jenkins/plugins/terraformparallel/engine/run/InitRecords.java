package io.jenkins.plugins.terraformparallel.engine.run;

import java.io.IOException;

/**
 * Notes of inits that have succeeded, each in the data directory of its module, on the machine where terraform runs. A note
 * is of use only to whoever has the key with which it was made, so that none can be brought along with a module's files.
 *
 * <p>Called by the run's driver, one call at a time.
 */
public interface InitRecords {

    /**
     * Whether the note still holds. Where it doesn't, or is unwanted, it is wiped out: an init that doesn't come to its
     * end leaves none.
     *
     * @param wanted false where init is about to run whatever the note says
     * @throws IOException where there is a note that can't be wiped out; init must not be started then
     */
    InitCheck check(InitInputs inputs, boolean wanted) throws IOException;

    /**
     * Notes that an init has succeeded. Nothing is noted where the inputs aren't those that it began with, or what it
     * should have made isn't there.
     *
     * @param before {@link InitCheck#inputs} from before init was started
     */
    void keep(InitInputs inputs, String before) throws IOException;
}
