package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Modules that need no network, and the loops over them that people write themselves. */
final class Modules {

    /** Terraform with the same options as ours. */
    private static final String INIT = "terraform init -input=false -json -no-color >/dev/null";

    private static final String PLAN =
            "terraform plan -input=false -json -no-color -detailed-exitcode -out=plan >/dev/null";

    /** In the current directory: init, plan and, where there are changes, show. */
    static final String INIT_PLAN_SHOW =
            INIT + " && { " + PLAN + "; [ $? -ne 2 ] || terraform show -no-color plan >/dev/null; }";

    static final String INIT_PLAN = INIT + " && { " + PLAN + "; [ $? -ne 1 ]; }";
    static final String PLAN_ALONE = "{ " + PLAN + "; [ $? -ne 1 ]; }";
    static final String INIT_APPLY = INIT + " && terraform apply -input=false -json -no-color -auto-approve >/dev/null";

    private Modules() {}

    /** {@code m001} and so on, each with one resource. */
    static void trivial(Lab lab, int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            lab.write(name(number) + "/main.tf", "resource \"terraform_data\" \"a\" {}\n");
        }
    }

    /** A module whose every apply takes so long. */
    static void slow(Lab lab, int number, int seconds) throws IOException {
        lab.write(name(number) + "/main.tf", """
                resource "terraform_data" "slow" {
                  triggers_replace = timestamp()
                  provisioner "local-exec" {
                    command = "sleep %d"
                  }
                }
                """.formatted(seconds));
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "m%04d", number);
    }

    /** The script in each module, four at a time, by xargs. */
    static List<String> xargs(String script) {
        return List.of("sh", "-c", "printf '%s\\n' m* | xargs -P4 -I{} sh -c 'cd {} && " + script + "'");
    }

    /** Likewise by GNU parallel. */
    static List<String> parallel(String script) {
        return List.of("sh", "-c", "parallel --will-cite -j4 'cd {} && " + script + "' ::: m*");
    }

    /** Likewise by make. */
    static List<String> make(Lab lab, String script) throws IOException {
        lab.write("Makefile", """
                modules := $(wildcard m*)
                .PHONY: all $(modules)
                all: $(modules)
                $(modules):
                \t@cd $@ && %s
                """.formatted(script.replace("$?", "$$?")));
        return List.of("make", "-k", "-j4");
    }

    /** One after the other. */
    static List<String> loop(String script) {
        return List.of("sh", "-c", "for m in m*; do (cd $m && " + script + ") || exit 1; done");
    }
}
