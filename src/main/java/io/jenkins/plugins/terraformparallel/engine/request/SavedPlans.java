package io.jenkins.plugins.terraformparallel.engine.request;

/** How an apply treats plans that an earlier plan of the same build or plan directory has saved. */
public enum SavedPlans {
    /** Where there is one for any selected unit, every unit must have one that fits; otherwise apply in one go. */
    AUTO,
    /** None is an error. */
    REQUIRE,
    /** Always plan and apply in one go. */
    IGNORE
}
