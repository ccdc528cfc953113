package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.Serializable;

/**
 * Names one terraform process for ever: its directory and its marker follow from it, before it exists.
 *
 * @param run the run's id
 * @param unit the unit's {@linkplain io.jenkins.plugins.terraformparallel.engine.work.Unit#key() key}
 * @param number counted from 1 within the unit, never used twice
 */
public record ProcessId(String run, String unit, int number) implements Serializable {

    /** The environment variable by which every process of a unit is found, also one that left its session. */
    public static final String VARIABLE = "TERRAFORM_PARALLEL_PROCESS";

    /** The variable's value. */
    public String marker() {
        return markerPrefix(run, unit) + number;
    }

    /** With what the values of all processes of a unit begin, and of no others. */
    public static String markerPrefix(String run, String unit) {
        return run + "/" + unit + "/";
    }
}
