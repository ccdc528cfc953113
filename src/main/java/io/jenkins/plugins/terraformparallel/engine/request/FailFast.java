package io.jenkins.plugins.terraformparallel.engine.request;

/** What the first failed unit means for the others. */
public enum FailFast {
    /** The others go on. */
    OFF,
    /** Nothing new starts and what isn't applying yet is interrupted; running applies finish. */
    ON,
    /** As {@link #ON}, and running applies are interrupted too. */
    INTERRUPT
}
