package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serializable;

/**
 * What a port's implementation had to say: its failure is a value, so that it can't be mistaken for one of the way there.
 *
 * @param value null where there is none, or it is null
 * @param failure null where it succeeded
 */
record PortAnswer(
        @CheckForNull Serializable value, @CheckForNull PortFailure failure) implements Serializable {

    /** The value. */
    @CheckForNull
    Serializable get() throws IOException {
        if (failure != null) {
            throw failure.exception();
        }
        return value;
    }
}
