package io.jenkins.plugins.terraformparallel.engine.run;

/** Is told what goes into units' logs, as it arrives. Called by the run's driver; must not wait. */
@FunctionalInterface
public interface OutputListener {

    /**
     * @param unit the unit's name
     * @param text masked, one or more whole lines, or a piece of a very long one
     */
    void output(String unit, String text);
}
