package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One unit that prints a gigabyte. */
final class BigOutput implements Scenario {

    private static final Pattern COLLECTED = Pattern.compile("->(\\d+)M\\(");

    private static final String STAND_IN = """
            #!/bin/bash
            if [ "$1" = version ]; then
              echo 'Terraform v1.11.4'
              exit 0
            fi
            yes '{"@level":"info","@message":"terraform_data.a: (local-exec): some output of a program that talks much",\
            "@module":"terraform.ui","@timestamp":"2026-11-23T12:00:00Z","hook":{"resource":{"addr":"terraform_data.a"},\
            "provisioner":"local-exec","output":"some output of a program that talks much"},\
            "type":"provision_progress"}' | head -c %d
            echo
            echo '{"@level":"info","@message":"No changes.","@module":"terraform.ui",\
            "@timestamp":"2026-11-23T12:00:00Z","changes":{"add":0,"change":0,"import":0,"remove":0,\
            "operation":"plan"},"type":"change_summary"}'
            """;

    @Override
    public String name() {
        return "output";
    }

    @Override
    public Finding measure(Lab lab) throws IOException, InterruptedException {
        long bytes = lab.isQuick() ? 100_000_000L : 1_000_000_000L;
        Modules.trivial(lab, 1);
        Path terraform = lab.program("bin/terraform", STAND_IN.formatted(bytes));
        Path collections = lab.directory().resolve("gc.log");
        // In quotes, as there may be blanks in the path.
        lab.set("JDK_JAVA_OPTIONS", "-Xmx64m '-Xlog:gc:file=" + collections + "'");
        Timing timing = lab.mustRun(lab.ours("plan", "--init", "never", "--executable", terraform.toString(), "m*"));
        long most = 0;
        for (String line : Files.readAllLines(collections)) {
            Matcher collected = COLLECTED.matcher(line);
            if (collected.find()) {
                most = Math.max(most, Long.parseLong(collected.group(1)));
            }
        }
        return Finding.of(new Row(
                (lab.isQuick() ? "100 MB" : "1 GB") + " of output in one unit",
                "heap ≤ 64 MB",
                "succeeds with `-Xmx64m`; at most " + most + " MB live",
                "a stand-in for terraform prints events as fast as it can: " + Samples.number(timing.seconds())
                        + " s; live is what collections left"));
    }
}
