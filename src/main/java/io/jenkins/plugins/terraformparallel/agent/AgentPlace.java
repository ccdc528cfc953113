package io.jenkins.plugins.terraformparallel.agent;

import java.io.Serializable;

/**
 * Where a run works: identity, never handles, so that it outlives connections and restarts. All paths are absolute and of
 * the node.
 *
 * @param node its name; empty for the built-in node
 * @param workspace the workspace's root, which no path of the request may leave
 * @param directory the step's current directory, in it
 * @param temporary where files go that are no part of the workspace
 */
public record AgentPlace(String node, String workspace, String directory, String temporary) implements Serializable {

    /** A node, for people. */
    public static String words(String node) {
        return node.isEmpty() ? "the built-in node" : "agent " + node;
    }
}
