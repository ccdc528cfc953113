package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the scheduler decides over a whole run with five edges a unit: made anew, and driven from its beginning to its end. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SchedulerBenchmark {

    private static final int SLOTS = 4;
    private static final int EDGES = 5;
    private static final int SEED = 4711;

    @Param({"500", "1000", "2000"})
    private int units;

    // Mutable state
    private List<SchedulerUnit> plan;

    /** Each unit needs five random ones of those before it. */
    @Setup
    public void plan() {
        Random random = new Random(SEED);
        plan = new ArrayList<>();
        for (int number = 0; number < units; number++) {
            TreeSet<String> before = new TreeSet<>();
            while (before.size() < Math.min(number, EDGES)) {
                before.add("unit-" + random.nextInt(number));
            }
            String name = "unit-" + number;
            plan.add(new SchedulerUnit(name, "/modules/" + name, "/modules/" + name, List.copyOf(before)));
        }
    }

    /** Returns how many units were started. */
    @Benchmark
    public int wholeRun() {
        Scheduler scheduler = new Scheduler(SLOTS, FailFast.OFF, SchedulerSlots.Inits.NONE, plan);
        Deque<String> running = new ArrayDeque<>();
        int started = 0;
        List<SchedulerDecision> decisions = scheduler.on(new SchedulerEvent.Begun());
        while (true) {
            for (SchedulerDecision decision : decisions) {
                if (decision instanceof SchedulerDecision.Start start) {
                    running.add(start.unit());
                    started++;
                } else if (decision instanceof SchedulerDecision.Finish) {
                    return started;
                }
            }
            decisions = scheduler.on(new SchedulerEvent.Ended(running.remove(), Outcome.SUCCEEDED));
        }
    }
}
