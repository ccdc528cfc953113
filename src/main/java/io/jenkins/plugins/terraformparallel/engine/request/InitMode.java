package io.jenkins.plugins.terraformparallel.engine.request;

/** Whether {@code terraform init} runs before a unit's operation. */
public enum InitMode {
    ALWAYS,
    NEVER
}
