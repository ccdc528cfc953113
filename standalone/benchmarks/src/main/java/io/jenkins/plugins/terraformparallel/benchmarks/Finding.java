package io.jenkins.plugins.terraformparallel.benchmarks;

import java.util.List;

/** What a scenario has found. */
record Finding(List<Row> rows, List<Chart> charts) {

    static Finding of(Row row, Chart... charts) {
        return new Finding(List.of(row), List.of(charts));
    }
}
