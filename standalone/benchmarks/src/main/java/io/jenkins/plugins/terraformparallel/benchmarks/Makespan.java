package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;

/** Modules of different length, the longest ones last in the alphabet: the order decides. */
final class Makespan implements Scenario {

    private static final int LONGEST = 12;

    @Override
    public String name() {
        return "makespan";
    }

    @Override
    public Finding measure(Lab lab) throws IOException, InterruptedException {
        for (int number = 1; number <= 24; number++) {
            Modules.slow(lab, number, number <= 20 ? 1 : number <= 23 ? 4 : LONGEST);
        }
        Benchmarks.say("  first run, in which nothing is known of durations");
        Timing first = lab.mustRun(lab.ours("apply", "--auto-approve", "m*"));
        Contest.Reset nothing = () -> {};
        Contest contest = new Contest(lab)
                .enter(Contest.OURS, lab.times(3), lab.ours("apply", "--auto-approve", "m*"), nothing)
                .enter("xargs -P4", lab.times(3), Modules.xargs(Modules.INIT_APPLY), nothing)
                .enter("make -j4", lab.times(2), Modules.make(lab, Modules.INIT_APPLY), nothing)
                .enterIfThere(
                        "parallel", "GNU parallel -j4", lab.times(2), Modules.parallel(Modules.INIT_APPLY), nothing);
        if (!lab.isQuick()) {
            contest.enter("one after the other", 1, Modules.loop(Modules.INIT_APPLY), nothing);
        }
        contest.run();
        Modules.slow(lab, 1, 0);
        Samples one = new Samples();
        for (int i = 0; i < lab.times(3); i++) {
            one.add(lab.mustRun(lab.ours("apply", "--auto-approve", "m0001")).seconds());
        }
        double limit = LONGEST * 1.05 + one.median();
        return Finding.of(
                new Row(
                        "24 modules: twenty of 1 s, three of 4 s and one of 12 s, in this order; apply, durations known",
                        "≤ 1.05 × 12 s + the overhead of one unit; ≤ 0.75 × `xargs -P4`",
                        contest.seconds(Contest.OURS).text("s") + ", limit " + Samples.number(limit) + " s; "
                                + Samples.number(contest.ratio("xargs -P4")) + " ×",
                        "second run and later, against `init` and `apply -auto-approve`: "
                                + contest.seconds("xargs -P4").text("s") + ". One unit that sleeps 0 s: "
                                + one.text("s") + ". First run: " + Samples.number(first.seconds()) + " s"),
                new Chart(
                        "performance-makespan",
                        "24 modules of 1 s, 4 s and 12 s: apply, the longest last in the alphabet",
                        "s",
                        contest.bars()));
    }
}
