package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The places for units on a machine that its runs share. A unit that runs has one; how many there are is not this run's
 * business. Called by the run's driver, which calls again when it is told that one has become free.
 */
@FunctionalInterface
public interface UnitPlaces {

    /** Where a run has its machine for itself. */
    UnitPlaces UNLIMITED = (running, wanted) -> new Answer(wanted, null);

    /**
     * Says how things stand, and asks for more.
     *
     * @param running how many units of this run have a place now. They have it, also where there are too few: a run that is
     *     resumed finds some running
     * @param wanted how many more would start at once; what was wanted before counts no more
     */
    Answer ask(int running, int wanted);

    /**
     * What a run gets.
     *
     * @param places how many more units may start now; taken from here on, until the next call says how many really run
     * @param waitsFor for what the others wait, in words, for the user; null where there are none
     */
    record Answer(int places, @CheckForNull String waitsFor) {}
}
