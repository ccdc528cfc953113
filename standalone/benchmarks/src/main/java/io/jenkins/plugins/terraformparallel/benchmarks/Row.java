package io.jenkins.plugins.terraformparallel.benchmarks;

/**
 * One line of the table.
 *
 * @param what is measured
 * @param asked the figure that it shall keep
 * @param measured the figure that it has, or why there is none
 * @param how it was measured
 */
record Row(String what, String asked, String measured, String how) {}
