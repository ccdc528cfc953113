package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;

/** Modules in which nothing has changed since yesterday. */
final class InitialisedPlans implements Scenario {

    @Override
    public String name() {
        return "initialised";
    }

    @Override
    public Finding measure(Lab lab) throws IOException, InterruptedException {
        int count = lab.isQuick() ? 40 : 200;
        String what = count + " initialised modules, applied, no changes: plan";
        String asked = "≤ 0.7 × `xargs -P4` of init + plan; ≤ 1.1 × `xargs -P4` of plan alone";
        Modules.trivial(lab, count);
        if (Lab.isRefused(lab.run(lab.ours("plan", "--init", "auto", "m0001")), "--init")) {
            return Finding.of(new Row(what, asked, "–", "this version has no `--init auto`"));
        }
        Benchmarks.say("  applying");
        lab.mustRun(lab.ours("apply", "--auto-approve", "m*"));
        Contest.Reset nothing = () -> {};
        Contest contest = new Contest(lab)
                .enter(Contest.OURS, lab.times(5), lab.ours("plan", "--init", "auto", "m*"), nothing)
                .enter(Contest.JAR, lab.times(5), lab.oursInPlainJava("plan", "--init", "auto", "m*"), nothing)
                .enter("xargs -P4, init and plan", lab.times(5), Modules.xargs(Modules.INIT_PLAN), nothing)
                .enter("xargs -P4, plan alone", lab.times(5), Modules.xargs(Modules.PLAN_ALONE), nothing)
                .run();
        return Finding.of(
                new Row(
                        what,
                        asked,
                        Samples.number(contest.ratio("xargs -P4, init and plan")) + " ×; "
                                + Samples.number(contest.ratio("xargs -P4, plan alone")) + " ×",
                        contest.bothRatios("xargs -P4, init and plan") + "; "
                                + contest.bothRatios("xargs -P4, plan alone") + ". `plan --init auto`: "
                                + contest.seconds(Contest.OURS).text("s") + ", `java -jar` "
                                + contest.seconds(Contest.JAR).text("s") + ", against "
                                + contest.seconds("xargs -P4, init and plan").text("s") + " and "
                                + contest.seconds("xargs -P4, plan alone").text("s")),
                new Chart("performance-initialised", what, "s", contest.bars()));
    }
}
