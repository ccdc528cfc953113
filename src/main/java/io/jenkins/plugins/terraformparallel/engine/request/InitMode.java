package io.jenkins.plugins.terraformparallel.engine.request;

/** Whether {@code terraform init} runs before a unit's operation. */
public enum InitMode {
    /** Only where something that it depends on has changed since it last succeeded there, or isn't known. */
    AUTO,
    ALWAYS,
    NEVER
}
