package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Workspaces of one module, which share its directory. */
final class Workspaces implements Scenario {

    private static final String WHAT = "6 workspaces of one module, 2 s each, `sameDirectory: 'parallel'`, 4 slots";
    private static final String ASKED = "≤ 0.45 × serial; states right";

    @Override
    public String name() {
        return "workspaces";
    }

    @Override
    public Finding measure(Lab lab) throws IOException, InterruptedException {
        lab.write("m/main.tf", """
                resource "terraform_data" "slow" {
                  input            = terraform.workspace
                  triggers_replace = timestamp()
                  provisioner "local-exec" {
                    command = "sleep 2"
                  }
                }
                """);
        List<String> serial = new ArrayList<>(List.of("apply", "--auto-approve", "--create-workspaces", "m"));
        for (int number = 1; number <= 6; number++) {
            serial.add("--workspace=w" + number);
        }
        List<String> parallel = new ArrayList<>(serial);
        parallel.add("--same-directory=parallel");
        Contest.Reset fresh = () -> lab.mustRun(List.of("sh", "-c", "rm -rf m/.terraform* m/terraform.tfstate.d"));
        Timing tried = lab.run(lab.ours(parallel.toArray(new String[0])));
        if (Lab.isRefused(tried, "--same-directory")) {
            return Finding.of(new Row(WHAT, ASKED, "–", "this version has no `--same-directory`"));
        }
        String byDefault = "terraform-parallel, one after the other";
        Contest contest = new Contest(lab)
                .enter(byDefault, lab.times(3), lab.ours(serial.toArray(new String[0])), fresh)
                .enter(Contest.OURS, lab.times(3), lab.ours(parallel.toArray(new String[0])), fresh)
                .run();
        Timing states = lab.run(List.of(
                "sh",
                "-c",
                "for w in w1 w2 w3 w4 w5 w6; do grep -q '\"output\": *{[^}]*\"'$w'\"\\|\"input\": *\"'$w'\"\\|\"'$w'\"'"
                        + " m/terraform.tfstate.d/$w/terraform.tfstate || echo $w; done"));
        boolean right = states.exitCode() == 0 && states.output().isBlank();
        return Finding.of(
                new Row(
                        WHAT,
                        ASKED,
                        Samples.number(contest.ratio(byDefault)) + " ×; states " + (right ? "right" : "WRONG"),
                        "`apply --same-directory parallel`: "
                                + contest.seconds(Contest.OURS).text("s") + " against "
                                + contest.seconds(byDefault).text("s") + " without it"),
                new Chart(
                        "performance-workspaces", "6 workspaces of one module, 2 s each: apply", "s", contest.bars()));
    }
}
