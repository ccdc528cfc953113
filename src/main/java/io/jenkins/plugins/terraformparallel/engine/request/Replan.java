package io.jenkins.plugins.terraformparallel.engine.request;

/** What becomes of a saved plan that had to be made again and now has other changes. */
public enum Replan {
    /** The unit fails; the new plan is kept in its place, to be looked at. */
    STOP,
    /** The new plan is applied. */
    APPLY
}
