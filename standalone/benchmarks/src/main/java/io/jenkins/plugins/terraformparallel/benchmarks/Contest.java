package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ours and others' ways to the same end, timed in turns, so that what disturbs one disturbs all. Not thread-safe. */
final class Contest {

    static final String OURS = "terraform-parallel";

    /** Ours, too, without the executable's options for Java. */
    static final String JAR = "java -jar";

    private final Lab lab;
    private final Map<String, Entrant> entrants = new LinkedHashMap<>();

    /** Puts things back as they were; isn't timed. */
    interface Reset {
        void run() throws IOException, InterruptedException;
    }

    private record Entrant(List<String> command, int times, Reset before, Samples seconds, Samples cpu) {}

    Contest(Lab lab) {
        this.lab = lab;
    }

    /** Takes part in that many rounds. */
    Contest enter(String name, int times, List<String> command, Reset before) {
        entrants.put(name, new Entrant(command, times, before, new Samples(), new Samples()));
        return this;
    }

    /** Takes part if its program is there. */
    Contest enterIfThere(String program, String name, int times, List<String> command, Reset before)
            throws IOException, InterruptedException {
        return lab.has(program) ? enter(name, times, command, before) : this;
    }

    /** Runs all rounds. */
    Contest run() throws IOException, InterruptedException {
        int rounds = entrants.values().stream().mapToInt(Entrant::times).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Entrant> named : entrants.entrySet()) {
                Entrant entrant = named.getValue();
                if (round < entrant.times) {
                    entrant.before.run();
                    Timing timing = lab.mustRun(entrant.command);
                    entrant.seconds.add(timing.seconds());
                    entrant.cpu.add(timing.cpuSeconds());
                    Benchmarks.say("  " + named.getKey() + ": " + Samples.number(timing.seconds()) + " s, CPU "
                            + Samples.number(timing.cpuSeconds()) + " s");
                }
            }
        }
        return this;
    }

    boolean has(String name) {
        return entrants.containsKey(name);
    }

    Samples seconds(String name) {
        return entrants.get(name).seconds;
    }

    Samples cpu(String name) {
        return entrants.get(name).cpu;
    }

    /** Ours as a multiple of another's, by medians. */
    double ratio(String other) {
        return ratio(OURS, other);
    }

    double ratio(String one, String other) {
        return seconds(one).median() / seconds(other).median();
    }

    /** What the executable has of others' time, and what it would be as a plain jar: {@code 1.02 ×, java -jar 1.28 ×}. */
    String bothRatios(String other) {
        return Samples.number(ratio(other)) + " ×, `" + JAR + "` " + Samples.number(ratio(JAR, other)) + " ×";
    }

    /** All of them, in their order. */
    List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        entrants.forEach(
                (name, entrant) -> bars.add(Bar.of(name, entrant.seconds, name.startsWith(OURS) || name.equals(JAR))));
        return bars;
    }
}
