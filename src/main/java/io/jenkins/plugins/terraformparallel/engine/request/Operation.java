package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.Locale;

/** What a run does to each of its units. */
public enum Operation {
    PLAN,
    APPLY,
    DESTROY,
    VALIDATE,
    INIT;

    /** The word that users write, such as {@code plan}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether dependencies between modules order this operation; validate and init touch no state. */
    public boolean isOrdered() {
        return this != VALIDATE && this != INIT;
    }

    /** Whether it may change real resources. */
    public boolean changesResources() {
        return this == APPLY || this == DESTROY;
    }
}
