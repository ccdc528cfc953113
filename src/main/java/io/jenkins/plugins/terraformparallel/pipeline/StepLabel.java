package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the build's pages show of a step's arguments: its operation and its modules, and nothing that may be a secret. */
final class StepLabel {

    private static final int MAX_LENGTH = 200;

    private StepLabel() {}

    /** Null where there is nothing to show. */
    @CheckForNull
    static String of(Map<String, Object> arguments) {
        List<String> words = new ArrayList<>();
        if (arguments.get("operation") instanceof CharSequence operation) {
            words.add(operation + ":");
        }
        Object modules = arguments.get("modules");
        List<String> names = new ArrayList<>();
        for (Object module : modules instanceof Collection<?> list ? list : List.of(modules == null ? "" : modules)) {
            Object name = module instanceof Map<?, ?> map ? map.get("path") : module;
            if (name instanceof CharSequence text && !text.isEmpty()) {
                names.add(text.toString());
            }
        }
        words.addAll(List.of(String.join(", ", names)));
        String label = String.join(" ", words).strip();
        if (label.isEmpty()) {
            return null;
        }
        return label.length() <= MAX_LENGTH ? label : label.substring(0, MAX_LENGTH - 1) + "…";
    }
}
