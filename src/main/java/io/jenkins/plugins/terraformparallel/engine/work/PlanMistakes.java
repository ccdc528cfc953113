package io.jenkins.plugins.terraformparallel.engine.work;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects all that is wrong with one request and brings it into the order of its arguments. Not thread-safe. */
final class PlanMistakes {

    private static final int THE_RUN = -1;

    private final List<Mistake> before;

    /** By position in {@code modules}. */
    private final Map<Integer, List<Mistake>> found = new TreeMap<>();

    /** @param before what others found already; reported first */
    PlanMistakes(List<Mistake> before) {
        this.before = List.copyOf(before);
    }

    /** About the run's own arguments. */
    void inRun(String argument, String what, String expected) {
        add(THE_RUN, new Mistake(argument, what, expected));
    }

    /** About one entry of {@code modules}; {@code below} is what follows it, such as {@code .dependsOn[0]}. */
    void inModule(int index, String below, String what, String expected) {
        add(index, new Mistake(argument(index) + below, what, expected));
    }

    /** How an entry of {@code modules} is called in messages. */
    static String argument(int index) {
        return "modules[" + index + "]";
    }

    /** Whether nothing was found here, whatever others found before. */
    boolean isEmpty() {
        return found.isEmpty();
    }

    void throwIfAny() throws RequestException {
        List<Mistake> all = new ArrayList<>(before);
        for (List<Mistake> ofOne : found.values()) {
            all.addAll(ofOne);
        }
        if (!all.isEmpty()) {
            throw new RequestException(all);
        }
    }

    private void add(int index, Mistake mistake) {
        found.computeIfAbsent(index, any -> new ArrayList<>()).add(mistake);
    }
}
