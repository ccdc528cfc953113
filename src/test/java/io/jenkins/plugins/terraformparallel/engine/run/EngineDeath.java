package io.jenkins.plugins.terraformparallel.engine.run;

/** Stands for {@code kill -9} of the engine: nobody catches it but the test. */
final class EngineDeath extends Error {

    private static final long serialVersionUID = 1L;

    EngineDeath() {
        super("the engine was killed", null, false, false);
    }
}
