package io.jenkins.plugins.terraformparallel.engine.request;

/** What a failed unit makes of the build; the command line knows only {@link #FAIL}. */
public enum OnFailure {
    FAIL,
    UNSTABLE,
    CONTINUE
}
