package io.jenkins.plugins.terraformparallel.engine.terraform;

/** Placeholder for the spine only; the real one comes with the layer. */
public final class FindingsCollector {
    public static final int MAX_RESOURCES = 10_000;
    public static final int MAX_DIAGNOSTICS = 200;

    private FindingsCollector() {}
}
