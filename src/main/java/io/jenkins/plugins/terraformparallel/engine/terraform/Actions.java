package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.util.Set;

/** Terraform's words for what happens to a resource or an output. */
final class Actions {

    private static final Set<String> KNOWN =
            Set.of("noop", "create", "read", "update", "replace", "delete", "move", "remove", "import");

    private Actions() {}

    /** Terraform's word. One of its own isn't masked, even where a secret is called so; it says nothing. */
    static String read(String word, JsonMask mask) {
        return KNOWN.contains(word) ? word : mask.apply(word);
    }

    /** The word of the result instead of terraform's. */
    static String readAsResult(String word, JsonMask mask) {
        return switch (word) {
            case "delete" -> "destroy";
            case "remove" -> "forget";
            default -> read(word, mask);
        };
    }
}
