package io.jenkins.plugins.terraformparallel.pipeline;

import jenkins.model.CauseOfInterruption;

/** Somebody has aborted the run on its page. Saved in build.xml. */
final class AbortedOnPage extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    private final String words;

    AbortedOnPage(String words) {
        this.words = words;
    }

    @Override
    public String getShortDescription() {
        return words;
    }
}
