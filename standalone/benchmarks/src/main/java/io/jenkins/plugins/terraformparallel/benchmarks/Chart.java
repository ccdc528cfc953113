package io.jenkins.plugins.terraformparallel.benchmarks;

import java.util.List;

/**
 * A chart with horizontal bars.
 *
 * @param name of its file, without an extension
 * @param title what is compared
 * @param unit of its values
 */
record Chart(String name, String title, String unit, List<Bar> bars) {}
