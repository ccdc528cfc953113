package io.jenkins.plugins.terraformparallel.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures scenarios and writes what all of them have found, by now or before, into the documentation. */
public final class Benchmarks {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Scenario> ALL = List.of(
            new TrivialModules(),
            new Makespan(),
            new VirtualGraphs(),
            new InitialisedPlans(),
            new ProviderCache(),
            new Workspaces(),
            new HandOver(),
            new StartUp(),
            new MicroBenchmarks(),
            new BigOutput());

    private Benchmarks() {}

    /**
     * Measures.
     *
     * @param arguments where the command line's executable and its jar are, where findings are kept, where the documentation is; then
     *     {@code --quick}, or names of scenarios
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path executable = Path.of(arguments[0]).toAbsolutePath();
        Path jar = Path.of(arguments[1]).toAbsolutePath();
        Path findings = Files.createDirectories(Path.of(arguments[2]));
        Path documentation = Path.of(arguments[3]);
        List<String> wanted = new ArrayList<>(List.of(arguments).subList(4, arguments.length));
        boolean quick = wanted.remove("--quick");
        List<String> known = ALL.stream().map(Scenario::name).toList();
        if (!known.containsAll(wanted)) {
            say("Which scenarios? Known are " + String.join(", ", known) + "; without a name all are measured.");
            System.exit(64);
        }
        for (Scenario scenario : ALL) {
            if (wanted.isEmpty() || wanted.contains(scenario.name())) {
                say(scenario.name());
                Finding finding = measure(scenario, executable, jar, quick);
                if (!quick) {
                    JSON.writeValue(findings.resolve(scenario.name() + ".json").toFile(), finding);
                }
            }
        }
        if (quick) {
            say("A quick look: the documentation stays as it is.");
            return;
        }
        List<Finding> all = new ArrayList<>();
        for (Scenario scenario : ALL) {
            Path file = findings.resolve(scenario.name() + ".json");
            if (Files.exists(file)) {
                all.add(JSON.readValue(file.toFile(), Finding.class));
            }
        }
        new PerformancePage(documentation).write(all);
        say("Written: " + documentation.resolve("performance.md"));
    }

    private static Finding measure(Scenario scenario, Path executable, Path jar, boolean quick)
            throws IOException, InterruptedException {
        Path directory =
                Files.createTempDirectory("terraform-parallel-benchmark-").toRealPath();
        try {
            Finding finding = scenario.measure(new Lab(directory, executable, jar, quick));
            finding.rows().forEach(row -> say("  => " + row.measured() + "  (" + row.asked() + ")"));
            return finding;
        } finally {
            Lab.delete(directory);
        }
    }

    /** Tells who waits. */
    static void say(String line) {
        System.out.println(line);
    }
}
