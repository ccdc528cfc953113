package io.jenkins.plugins.terraformparallel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks every few milliseconds which terraform processes of a {@linkplain TerraformParallel world} there are, from its
 * start to its close. Processes count as being there at once only where all of them were still there after the last of
 * them was found: one that ends while the others are looked for isn't counted with one that starts then.
 */
final class TerraformSampler implements AutoCloseable {

    private static final int PAUSE_MILLIS = 5;
    private static final String MARK = "TERRAFORM_PARALLEL_PROCESS=";

    private final String home;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    // Mutable state, guarded by this
    private int samples;
    private int most;
    private int mostInOneDirectory;

    /**
     * One process.
     *
     * @param mark says of which run and unit it is; between fork and exec a child has its parent's
     * @param directory its current one
     */
    private record Found(Path process, String mark, Path directory) {}

    private TerraformSampler(Path world) {
        home = "HOME=" + world.resolve("home");
    }

    static TerraformSampler of(TerraformParallel cli) {
        TerraformSampler sampler = new TerraformSampler(cli.world());
        sampler.thread.scheduleWithFixedDelay(sampler::sample, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return sampler;
    }

    /** How many there were at once at most. */
    synchronized int most() {
        return most;
    }

    /** How many there were at once in one directory at most. */
    synchronized int mostInOneDirectory() {
        return mostInOneDirectory;
    }

    /** How often it has looked. */
    synchronized int samples() {
        return samples;
    }

    private void sample() {
        List<Found> all = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                Found found = look(process);
                if (found != null) {
                    all.add(found);
                }
            }
        } catch (IOException e) {
            return;
        }
        Set<String> marks = new HashSet<>();
        Map<Path, Set<String>> byDirectory = new HashMap<>();
        for (Found found : all) {
            if (found.equals(look(found.process()))) {
                marks.add(found.mark());
                byDirectory
                        .computeIfAbsent(found.directory(), directory -> new HashSet<>())
                        .add(found.mark());
            }
        }
        synchronized (this) {
            samples++;
            most = Math.max(most, marks.size());
            byDirectory.values().forEach(there -> mostInOneDirectory = Math.max(mostInOneDirectory, there.size()));
        }
    }

    /** The process, if it is a terraform of this world; otherwise null. */
    private Found look(Path process) {
        try {
            if (!Files.readString(process.resolve("comm")).strip().equals("terraform")) {
                return null;
            }
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            List<String> variables = List.of(environment.split("\0"));
            Path directory = Files.readSymbolicLink(process.resolve("cwd"));
            return variables.contains(home)
                    ? variables.stream()
                            .filter(variable -> variable.startsWith(MARK))
                            .findFirst()
                            .map(mark -> new Found(process, mark, directory))
                            .orElse(null)
                    : null;
        } catch (IOException e) {
            // It has ended in the meantime.
            return null;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
