package io.jenkins.plugins.terraformparallel.engine.report;

/** How much of a unit's files reports quote, in bytes. */
public final class ReportLimits {

    public static final int LOG = 64 * 1024;
    public static final int DIFF = 256 * 1024;

    private ReportLimits() {}
}
