package io.jenkins.plugins.terraformparallel.engine.report;

/** How people are told of requests to abort a run, where they have made them. Stateless. */
public interface AbortWords {

    /**
     * How the sentence about a request begins.
     *
     * @param cause of the request, such as {@code Ctrl-C}
     * @return such as {@code Ctrl-C received}; goes on with a colon
     */
    String request(String cause);

    /**
     * How the sentence about a request to kill begins.
     *
     * @return such as {@code Ctrl-C again}; goes on with a colon
     */
    String repeated(String cause);

    /** A whole sentence: how to kill what runs at once, and what that can cost. */
    String howToKill(String cause);
}
