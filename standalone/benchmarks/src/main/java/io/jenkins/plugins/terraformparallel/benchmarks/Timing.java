package io.jenkins.plugins.terraformparallel.benchmarks;

/**
 * How a program ended.
 *
 * @param seconds from its start to its end
 * @param cpuSeconds of it and of all that it waited for
 * @param output what it wrote, standard error included
 */
record Timing(int exitCode, double seconds, double cpuSeconds, String output) {}
