package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Modules that need the same large provider, of which terraform makes a copy each. */
final class ProviderCache implements Scenario {

    private static final String WHAT =
            "24 modules, one 100 MB provider in a filesystem mirror, empty cache, no lock files: init";
    private static final String ASKED =
            "≤ 0.5 × of no cache in time, ≤ 1/20 in bytes; every lock file as one init alone"
                    + " writes it; 50 repetitions with 4 concurrent runs: no failure";

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public Finding measure(Lab lab) throws IOException, InterruptedException {
        int megabytes = lab.isQuick() ? 20 : 100;
        mirror(lab, "provider", megabytes);
        use(lab, "provider");
        for (int number = 1; number <= 24; number++) {
            needsProvider(lab, "m" + (1000 + number));
        }
        needsProvider(lab, "alone");
        Timing tried = lab.run(lab.ours("init", "--plugin-cache=cache", "alone"));
        if (Lab.isRefused(tried, "--plugin-cache")) {
            return Finding.of(new Row(WHAT, ASKED, "–", "this version has no `--plugin-cache`"));
        }
        lab.mustRun(List.of("sh", "-c", "rm -rf cache alone/.terraform*; cd alone && terraform init -input=false"));
        Contest.Reset fresh =
                () -> lab.mustRun(List.of("sh", "-c", "rm -rf cache m*/.terraform m*/.terraform.lock.hcl"));
        String without = "terraform-parallel without a cache";
        Contest contest = new Contest(lab);
        contest.enter(Contest.OURS, lab.times(3), lab.ours("init", "--plugin-cache=cache", "m*"), fresh)
                .enter(without, lab.times(3), lab.ours("init", "m*"), fresh)
                .enter(
                        "xargs -P4 without a cache",
                        lab.times(3),
                        Modules.xargs("terraform init -input=false >/dev/null"),
                        fresh)
                .run();
        double bytesWithout = bytes(lab);
        fresh.run();
        lab.mustRun(lab.ours("init", "--plugin-cache=cache", "m*"));
        double share = bytes(lab) / bytesWithout;
        String locks = locks(lab, "m*");
        String repetitions = repetitions(lab);
        return Finding.of(
                new Row(
                        lab.isQuick() ? WHAT.replace("100 MB", megabytes + " MB") : WHAT,
                        ASKED,
                        Samples.number(contest.ratio(without)) + " × in time, 1/" + Math.round(1 / share)
                                + " in bytes; " + locks + "; " + repetitions,
                        "`init --plugin-cache`: "
                                + contest.seconds(Contest.OURS).text("s") + " against "
                                + contest.seconds(without).text("s") + " without it"),
                new Chart("performance-cache", WHAT, "s", contest.bars()));
    }

    /** Four runs at once on a cache that is empty, again and again; a smaller provider, so that more happens at once. */
    private static String repetitions(Lab lab) throws IOException, InterruptedException {
        int times = lab.isQuick() ? 2 : 50;
        mirror(lab, "small-provider", 5);
        use(lab, "small-provider");
        lab.mustRun(List.of("sh", "-c", "rm -rf alone/.terraform*; cd alone && terraform init -input=false"));
        String ours = String.join(" ", lab.ours("init", "--plugin-cache=cache"));
        int failures = 0;
        for (int i = 0; i < times; i++) {
            Timing timing = lab.run(List.of(
                    "sh",
                    "-c",
                    "rm -rf cache m*/.terraform m*/.terraform.lock.hcl; failed=0; pids=; for run in 1 2 3 4; do\n"
                            + ours + " $(printf '%s\\n' m* | awk \"NR % 4 + 1 == $run\") & pids=\"$pids $!\"; done\n"
                            + "for pid in $pids; do wait $pid || failed=1; done; exit $failed"));
            boolean wrong = timing.exitCode() != 0 || !locks(lab, "m*").startsWith("all");
            failures += wrong ? 1 : 0;
        }
        return failures + " failures in " + times + " repetitions with 4 concurrent runs";
    }

    private static String locks(Lab lab, String modules) throws IOException, InterruptedException {
        Timing different = lab.run(List.of(
                "sh",
                "-c",
                "for m in " + modules
                        + "; do cmp -s $m/.terraform.lock.hcl alone/.terraform.lock.hcl || echo $m; done"));
        long count = different.output().lines().count();
        return count == 0 ? "all lock files right" : count + " wrong lock files";
    }

    /** What the modules and the cache take on the disk. */
    private static double bytes(Lab lab) throws IOException, InterruptedException {
        Timing sizes = lab.mustRun(List.of("sh", "-c", "mkdir -p cache; du -sk --total m* cache | tail -n 1"));
        return Double.parseDouble(sizes.output().strip().split("\\s")[0]);
    }

    private static void needsProvider(Lab lab, String module) throws IOException {
        lab.write(module + "/main.tf", """
                terraform {
                  required_providers {
                    large = { source = "example.com/benchmarks/large", version = "1.0.0" }
                  }
                }
                """);
    }

    private static void use(Lab lab, String mirror) throws IOException {
        Path configuration =
                lab.write(mirror + ".tfrc", """
                provider_installation {
                  filesystem_mirror { path = "%s" }
                }
                """.formatted(lab.directory().resolve(mirror)));
        lab.set("TF_CLI_CONFIG_FILE", configuration.toString());
    }

    /** A provider that is never started: init only unpacks and hashes it. */
    private static void mirror(Lab lab, String name, int megabytes) throws IOException {
        Path directory = Files.createDirectories(lab.directory().resolve(name + "/example.com/benchmarks/large"));
        String system = "linux_" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");
        Path file = directory.resolve("terraform-provider-large_1.0.0_" + system + ".zip");
        byte[] program = Files.readAllBytes(terraform());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("terraform-provider-large_v1.0.0"));
            for (int left = megabytes << 20; left > 0; left -= program.length) {
                zip.write(program, 0, Math.min(left, program.length));
            }
            zip.closeEntry();
        }
    }

    /** A program in Go, as providers are: it is compressed, and unpacked again, like one. */
    private static Path terraform() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, "terraform"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no terraform on the PATH"));
    }
}
