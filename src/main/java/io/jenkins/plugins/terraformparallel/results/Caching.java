package io.jenkins.plugins.terraformparallel.results;

import org.kohsuke.stapler.StaplerResponse2;

/** How long a browser may keep an answer. */
final class Caching {

    /** An hour: what is complete stays so, but permissions may be taken away. */
    private static final String COMPLETE = "private, max-age=3600";

    private static final String CHANGING = "private, no-store";

    private Caching() {}

    /** @param complete whether the answer will never be another */
    static void apply(StaplerResponse2 response, boolean complete) {
        response.setHeader("Cache-Control", complete ? COMPLETE : CHANGING);
    }
}
