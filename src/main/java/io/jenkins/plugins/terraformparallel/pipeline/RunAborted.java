package io.jenkins.plugins.terraformparallel.pipeline;

import jenkins.model.CauseOfInterruption;

/** The run was aborted, on its page or before the controller was started again. Saved in build.xml. */
final class RunAborted extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    /** Who or what has done it. */
    private final String by;

    RunAborted(String by) {
        this.by = by;
    }

    @Override
    public String getShortDescription() {
        return "terraform aborted by " + by;
    }
}
