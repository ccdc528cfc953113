package io.jenkins.plugins.terraformparallel.engine.request;

/** What a plan with changes makes of the build; the command line knows only {@link #CONTINUE}. */
public enum OnChanges {
    CONTINUE,
    UNSTABLE,
    FAIL
}
