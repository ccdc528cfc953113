package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One process of a chain.
 *
 * @param number see {@link ProcessId#number()}
 * @param command the word under which it is reported, such as {@code plan}
 * @param argv the executable (absolute) and its arguments; no secret stands here
 * @param environment variables for this process alone, no secrets, over the chain's
 * @param continueAfter exit codes after which the chain's next process starts; any other ends the chain
 * @param guard what must hold right before it starts
 */
public record ProcessSpec(
        int number,
        String command,
        List<String> argv,
        Map<String, String> environment,
        Set<Integer> continueAfter,
        Guard guard)
        implements Serializable {

    /** What the script checks right before it starts a process. */
    public enum Guard {
        NONE,
        /**
         * {@code .terraform/environment} in the module (where it exists) names {@code default} or nothing; otherwise
         * the process is not started and its state is {@link ProcessState.Refused}.
         */
        DEFAULT_WORKSPACE
    }
}
