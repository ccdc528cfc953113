package io.jenkins.plugins.terraformparallel.engine.request;

import java.io.Serializable;

/**
 * One thing wrong with a request.
 *
 * @param argument where it is, such as {@code parallel} or {@code modules[2].dependsOn}
 * @param found what was found there, shortened and without secrets
 * @param expected what would be right, and what to do
 */
public record Mistake(String argument, String found, String expected) implements Serializable {

    /** One line for people: {@code parallel: found 0, expected a whole number from 1}. */
    public String sentence() {
        return argument + ": found " + found + ", expected " + expected;
    }
}
