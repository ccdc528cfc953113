package io.jenkins.plugins.terraformparallel.engine.request;

/** How units of one module share its directory. */
public enum SameDirectory {
    /** One after the other: they have one data directory, the module's. */
    SERIAL,
    /** At once, each with a data directory of its own. */
    PARALLEL
}
