package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is noted of an init that has succeeded, and the same of now to compare it with. Pure.
 *
 * @param backend whether the backend was prepared, or is needed now
 * @param inputs keyed hashes of all that init depends on, by kind
 * @param results keyed hashes of all that it made, by kind; of a kind of which something is missing there is none
 */
record InitRecord(boolean backend, Map<String, String> inputs, Map<String, String> results) {

    /** What only init with a backend makes. */
    static final String BACKEND_RESULT = "prepared backend";

    /** Why init must run now, in words; null where it need not. In doubt it must. */
    @CheckForNull
    static String whyInit(@CheckForNull InitRecord noted, InitRecord now) {
        if (noted == null) {
            return "it isn't known to have succeeded here";
        }
        if (now.backend && !noted.backend) {
            return "it last ran without the backend";
        }
        List<String> changed = new ArrayList<>();
        now.inputs.forEach((kind, value) -> {
            if (!value.equals(noted.inputs.get(kind))) {
                changed.add(kind);
            }
        });
        noted.results.forEach((kind, value) -> {
            boolean counts = now.backend || !kind.equals(BACKEND_RESULT);
            if (counts && !value.equals(now.results.get(kind))) {
                changed.add(kind);
            }
        });
        return changed.isEmpty() ? null : "changed: " + String.join(", ", changed);
    }
}
