package io.jenkins.plugins.terraformparallel.benchmarks;

import io.jenkins.plugins.terraformparallel.engine.run.SchedulerBenchmark;
import io.jenkins.plugins.terraformparallel.engine.terraform.EventParserBenchmark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The scheduler and the event parser by JMH. */
final class MicroBenchmarks implements Scenario {

    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public Finding measure(Lab lab) throws IOException {
        Map<Integer, Double> scheduler = new TreeMap<>();
        for (RunResult result : run(lab, SchedulerBenchmark.class)) {
            scheduler.put(Integer.parseInt(result.getParams().getParam("units")), score(result));
        }
        double events = 0;
        double tokens = 0;
        for (RunResult result : run(lab, EventParserBenchmark.class)) {
            if (result.getParams().getBenchmark().endsWith(".events")) {
                events = score(result);
            } else {
                tokens = score(result);
            }
        }
        List<String> sizes = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();
        scheduler.forEach((units, millis) -> {
            sizes.add(units + " units " + Samples.number(millis) + " ms");
            bars.add(new Bar(units + " units, " + units * 5 + " edges", millis, millis, millis, true));
        });
        return new Finding(
                List.of(
                        new Row(
                                "scheduler with 2,000 units and 10,000 edges",
                                "≤ 100 ms in all; growth shown by three sizes",
                                Samples.number(scheduler.getOrDefault(2000, 0.0)) + " ms",
                                "JMH, average, warm; a whole run: " + String.join(", ", sizes)),
                        new Row(
                                "event parser",
                                "≤ 1.5 × Jackson's own tokenizer on the same bytes",
                                Samples.number(events / tokens) + " ×",
                                "JMH, average, warm; 5,000 events of an apply: " + Samples.number(events)
                                        + " ms from bytes to masked events against " + Samples.number(tokens)
                                        + " ms for tokens of which nothing is made")),
                List.of(
                        new Chart("performance-scheduler", "All decisions of a run", "ms", bars),
                        new Chart(
                                "performance-parser",
                                "5,000 events of an apply",
                                "ms",
                                List.of(
                                        new Bar("events, masked", events, events, events, true),
                                        new Bar("Jackson's tokens", tokens, tokens, tokens, false)))));
    }

    private static Collection<RunResult> run(Lab lab, Class<?> benchmark) throws IOException {
        ChainedOptionsBuilder options = new OptionsBuilder().include("^" + benchmark.getName() + "\\.");
        if (lab.isQuick()) {
            options.forks(1)
                    .warmupIterations(2)
                    .measurementIterations(2)
                    .measurementTime(TimeValue.milliseconds(500))
                    .warmupTime(TimeValue.milliseconds(500));
        }
        try {
            return new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }
}
