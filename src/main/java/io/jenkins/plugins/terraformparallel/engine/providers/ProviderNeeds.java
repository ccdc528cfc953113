package io.jenkins.plugins.terraformparallel.engine.providers;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which providers some modules ask for, as far as their text tells. Not thread-safe.
 *
 * <p>Addresses leave out the host where it is the registry of terraform or of OpenTofu: the text doesn't say which.
 */
final class ProviderNeeds {

    private static final String BUILT_IN = "terraform.io/builtin/";
    private static final String DEFAULT_NAMESPACE = "hashicorp/";

    // Mutable state
    /** What versions of a provider may be, each condition as it was written, without spaces. */
    private final Map<String, Set<String>> required = new TreeMap<>();

    private final Set<String> implied = new TreeSet<>();

    void require(String source, String versions) {
        String address = shortAddress(source);
        if (!address.startsWith(BUILT_IN)) {
            Set<String> conditions = required.computeIfAbsent(address, key -> new TreeSet<>());
            String condition = versions.replaceAll("\\s+", "");
            if (!condition.isEmpty()) {
                conditions.add(condition);
            }
        }
    }

    /** By the name of a resource's type, which begins with that of its provider. */
    void imply(String localName) {
        if (!localName.equals("terraform")) {
            implied.add(shortAddress(localName));
        }
    }

    /** What is asked for by its address. */
    Map<String, Set<String>> required() {
        return required;
    }

    /** What resources seem to belong to; another provider may be meant. */
    Set<String> implied() {
        return implied;
    }

    /** An address as it counts here. */
    static String shortAddress(String source) {
        String address = source.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^registry\\.(terraform\\.io|opentofu\\.org)/", "");
        return address.contains("/") ? address : DEFAULT_NAMESPACE + address;
    }
}
