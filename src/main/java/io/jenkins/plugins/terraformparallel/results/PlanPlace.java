package io.jenkins.plugins.terraformparallel.results;

import java.util.Objects;

/**
 * Where plans of a build lie: on which node and in which directory. Saved in build.xml, which can't hold records.
 */
public final class PlanPlace {

    private final String node;
    private final String directory;

    /**
     * @param node its name; empty for the built-in node
     * @param directory absolute, on that node
     */
    public PlanPlace(String node, String directory) {
        this.node = node;
        this.directory = directory;
    }

    /** The node's name; empty for the built-in node. */
    public String node() {
        return node;
    }

    /** Absolute, on that node. */
    public String directory() {
        return directory;
    }

    /** For people. */
    @Override
    public String toString() {
        return (node.isEmpty() ? "the built-in node" : "agent " + node) + ": " + directory;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlanPlace place && node.equals(place.node) && directory.equals(place.directory);
    }

    @Override
    public int hashCode() {
        return Objects.hash(node, directory);
    }
}
