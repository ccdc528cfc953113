package io.jenkins.plugins.terraformparallel.benchmarks;

/**
 * One bar of a chart.
 *
 * @param label what it shows
 * @param value in the chart's unit
 * @param low the least that was measured, the value itself where it was measured once
 * @param high the most
 * @param ours whether terraform-parallel's
 */
record Bar(String label, double value, double low, double high, boolean ours) {

    static Bar of(String label, Samples samples, boolean ours) {
        return new Bar(label, samples.median(), samples.min(), samples.max(), ours);
    }
}
