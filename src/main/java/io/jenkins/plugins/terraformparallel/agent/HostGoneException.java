package io.jenkins.plugins.terraformparallel.agent;

/**
 * The node can't be reached at the moment. It passes through the engine, which is then thrown away as if it had been
 * killed; whoever drives the run waits for the node and resumes it from its journal.
 */
public final class HostGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HostGoneException(String message, Throwable cause) {
        super(message, cause);
    }

    public HostGoneException(String message) {
        super(message);
    }
}
