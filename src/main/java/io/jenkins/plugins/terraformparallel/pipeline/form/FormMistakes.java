package io.jenkins.plugins.terraformparallel.pipeline.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the texts of a form, so that all of it is said at once. Not thread-safe. */
final class FormMistakes {

    private final List<Mistake> found = new ArrayList<>();

    /** Reads one of several values. */
    interface Reading {
        @CheckForNull
        Object read() throws RequestException;
    }

    /** The value; null also where it is wrong, which is noted. */
    @CheckForNull
    Object noting(Reading reading) {
        try {
            return reading.read();
        } catch (RequestException e) {
            found.addAll(e.mistakes());
            return null;
        }
    }

    /** @param what was found, in words that show no value */
    void add(String argument, String what, String expected) {
        found.add(new Mistake(argument, what, expected));
    }

    void throwIfAny() throws RequestException {
        if (!found.isEmpty()) {
            throw new RequestException(found);
        }
    }
}
