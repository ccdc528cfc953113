package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What of a request the user wrote on the command line, exactly as written.
 *
 * @param modules the MODULE arguments
 * @param options only those that were given
 * @param requestFile null where none was given
 */
record GivenOptions(
        List<String> modules,
        Map<RequestOption, List<String>> options,
        @CheckForNull String requestFile) {

    GivenOptions {
        modules = List.copyOf(modules);
        Map<RequestOption, List<String>> copy = new EnumMap<>(RequestOption.class);
        for (Map.Entry<RequestOption, List<String>> given : options.entrySet()) {
            copy.put(given.getKey(), List.copyOf(given.getValue()));
        }
        options = java.util.Collections.unmodifiableMap(copy);
    }

    /** An option's values, empty where it wasn't given. */
    List<String> values(RequestOption option) {
        return options.getOrDefault(option, List.of());
    }
}
