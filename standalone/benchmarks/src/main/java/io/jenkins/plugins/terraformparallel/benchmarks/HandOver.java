package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From the end of one unit's terraform to the start of the next one's: a stand-in for terraform notes both. */
final class HandOver implements Scenario {

    private static final int SLOTS = 4;

    /** Its first and its last act is to tell the time; what it does in between takes no CPU. */
    private static final String STAND_IN = """
            #!/bin/bash
            start=$EPOCHREALTIME
            if [ "$1" = version ]; then
              echo 'Terraform v1.11.4'
              exit 0
            fi
            sleep 0.$((RANDOM %% 20 + 15))
            echo '{"@level":"info","@message":"No changes.","@module":"terraform.ui",\
            "@timestamp":"2026-11-23T12:00:00Z","changes":{"add":0,"change":0,"import":0,"remove":0,\
            "operation":"plan"},"type":"change_summary"}'
            echo "$start $EPOCHREALTIME" >>"%s"
            """;

    @Override
    public String name() {
        return "gap";
    }

    @Override
    public Finding measure(Lab lab) throws IOException, InterruptedException {
        int count = lab.isQuick() ? 40 : 200;
        Modules.trivial(lab, count);
        Path times = lab.directory().resolve("times");
        Path terraform = lab.program("bin/terraform", STAND_IN.formatted(times));
        lab.mustRun(lab.ours("plan", "--init", "never", "--executable", terraform.toString(), "m*"));
        List<Double> starts = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (String line : Files.readAllLines(times)) {
            String[] moments = line.split(" ");
            starts.add(Double.parseDouble(moments[0]));
            ends.add(Double.parseDouble(moments[1]));
        }
        starts.sort(null);
        ends.sort(null);
        Samples gaps = new Samples();
        // Every end gives its slot to one start.
        for (int i = SLOTS; i < starts.size(); i++) {
            gaps.add((starts.get(i) - ends.get(i - SLOTS)) * 1000);
        }
        return Finding.of(
                new Row(
                        "hand-over gap between two units in a slot, launch included",
                        "median ≤ 20 ms",
                        Samples.number(gaps.median()) + " ms (nine of ten below " + Samples.number(gaps.quantile(0.9))
                                + " ms)",
                        count
                                + " units, 4 slots, a stand-in for terraform that sleeps: from the end of one to the first"
                                + " line of the next"),
                new Chart(
                        "performance-gap",
                        "Between two units in a slot, launch included",
                        "ms",
                        List.of(
                                one("a tenth is below", gaps.quantile(0.1)),
                                one("median", gaps.median()),
                                one("nine tenths are below", gaps.quantile(0.9)))));
    }

    private static Bar one(String label, double value) {
        return new Bar(label, value, value, value, true);
    }
}
