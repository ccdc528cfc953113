package io.jenkins.plugins.terraformparallel.engine.terraform;

/** How bad a diagnostic is. */
public enum Severity {
    ERROR,
    WARNING,
    /** A word that this version doesn't know. */
    UNKNOWN
}
