package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;

/** A hundred modules with nothing to it: what is measured is everything but terraform. */
final class TrivialModules implements Scenario {

    @Override
    public String name() {
        return "trivial";
    }

    @Override
    public Finding measure(Lab lab) throws IOException, InterruptedException {
        int count = lab.isQuick() ? 30 : 100;
        Modules.trivial(lab, count);
        Contest contest = new Contest(lab)
                .enter(Contest.OURS, lab.times(5), lab.ours("plan", "--init", "always", "m*"), lab::forgetInits)
                .enter(
                        Contest.JAR,
                        lab.times(5),
                        lab.oursInPlainJava("plan", "--init", "always", "m*"),
                        lab::forgetInits)
                .enter("xargs -P4", lab.times(5), Modules.xargs(Modules.INIT_PLAN_SHOW), lab::forgetInits)
                .enter("make -j4", lab.times(3), Modules.make(lab, Modules.INIT_PLAN_SHOW), lab::forgetInits)
                .enterIfThere(
                        "parallel",
                        "GNU parallel -j4",
                        lab.times(3),
                        Modules.parallel(Modules.INIT_PLAN_SHOW),
                        lab::forgetInits)
                .enter("one after the other", 1, Modules.loop(Modules.INIT_PLAN_SHOW), lab::forgetInits)
                .run();
        return Finding.of(
                new Row(
                        count + " trivial modules: init, plan, show",
                        "≤ 1.15 × `xargs -P4` of the same commands",
                        Samples.number(contest.ratio("xargs -P4")) + " ×",
                        contest.bothRatios("xargs -P4") + ". `plan --init always`, start of Java included: "
                                + contest.seconds(Contest.OURS).text("s") + ", `java -jar` "
                                + contest.seconds(Contest.JAR).text("s") + ", against "
                                + contest.seconds("xargs -P4").text("s") + "; CPU "
                                + Samples.number(contest.cpu(Contest.OURS).median()) + " s, `java -jar` "
                                + Samples.number(contest.cpu(Contest.JAR).median()) + " s, against "
                                + Samples.number(contest.cpu("xargs -P4").median()) + " s"
                                + (contest.has("GNU parallel -j4") ? "" : ". GNU parallel isn't installed here")),
                new Chart("performance-trivial", count + " trivial modules: init, plan, show", "s", contest.bars()));
    }
}
