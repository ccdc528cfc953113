package io.jenkins.plugins.terraformparallel.engine.run;

/** Where the plan that a unit applies comes from. */
enum PlanUse {
    /** It is made in the same go; so for every plan, destroy, validate and init. */
    FRESH,
    /** The saved plan fits and is applied. */
    SAVED,
    /** The saved plan has become provisional: it is made again and applied only if it changes the same. */
    SAVED_PROVISIONAL,
    /** At plan time the unit's dependencies had no state yet: it is planned now, for the user to look at. */
    PLANNED_NOW,
    /**
     * The saved plan had become provisional, and this run has put another in its place before its engine died: that one
     * is for the user to look at.
     */
    REPLANNED,
    /** The saved plan changes nothing. */
    SAVED_WITHOUT_CHANGES,
    /** The saved plan was applied already. */
    APPLIED_ALREADY
}
