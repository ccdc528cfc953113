package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects everything wrong with one request; keeps its secrets out of what was found. Not thread-safe. */
final class Mistakes {

    /** More than anybody corrects in one go; the rest is counted. */
    private static final int MAX_KEPT = 200;

    private final Set<String> secrets;
    private final List<Mistake> found = new ArrayList<>();
    private int more;

    /** @param secrets values that never appear in a mistake; none empty */
    Mistakes(Set<String> secrets) {
        this.secrets = Set.copyOf(secrets);
    }

    /** Notes a wrong value, described in a few words. */
    void wrong(String argument, @CheckForNull Object value, String expected) {
        boolean secret =
                value != null && (PlainText.isText(value) || value instanceof Number) && holdsSecret(value.toString());
        add(argument, secret ? Found.MASKED : Found.of(value), expected);
    }

    /** @param what was found, in words that show no value of the user's */
    void add(String argument, String what, String expected) {
        if (found.size() < MAX_KEPT) {
            found.add(new Mistake(argument, what, expected));
        } else {
            more++;
        }
    }

    /** In the order they were found. */
    List<Mistake> all() {
        List<Mistake> all = new ArrayList<>(found);
        if (more > 0) {
            all.add(new Mistake("request", more + " further mistakes", "none; those above come first"));
        }
        return List.copyOf(all);
    }

    void throwIfAny() throws RequestException {
        if (!found.isEmpty()) {
            throw new RequestException(all());
        }
    }

    private boolean holdsSecret(String text) {
        return secrets.stream().anyMatch(text::contains);
    }
}
