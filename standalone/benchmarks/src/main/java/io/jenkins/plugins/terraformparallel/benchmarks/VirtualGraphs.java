package io.jenkins.plugins.terraformparallel.benchmarks;

import io.jenkins.plugins.terraformparallel.engine.run.VirtualMakespan;
import java.util.Random;

/** Random graphs in virtual time. */
final class VirtualGraphs implements Scenario {

    private static final int SEEDS = 20;
    private static final int UNITS = 30;

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public Finding measure(Lab lab) {
        Samples ratios = new Samples();
        for (int seed = 0; seed < SEEDS; seed++) {
            ratios.add(VirtualMakespan.ratio(VirtualMakespan.graph(UNITS, new Random(seed))));
        }
        return Finding.of(new Row(
                "a DAG of 30 units, known durations, median of 20 seeds",
                "≤ 1.1 × max(sum/4, critical path)",
                ratios.text("×"),
                "order and scheduler as they are, in virtual time"));
    }
}
