package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;

/** Something that is measured. */
interface Scenario {

    /** By which it is chosen. */
    String name();

    /**
     * Measures it.
     *
     * @param lab with a directory of its own
     */
    Finding measure(Lab lab) throws IOException, InterruptedException;
}
