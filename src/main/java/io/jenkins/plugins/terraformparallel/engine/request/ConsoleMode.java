package io.jenkins.plugins.terraformparallel.engine.request;

/** What of the modules' output goes to the console, beside the run's own lines. */
public enum ConsoleMode {
    SUMMARY,
    FAILURES,
    ALL
}
