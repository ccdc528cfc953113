package io.jenkins.plugins.terraformparallel.testing;

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
 * Looks every few milliseconds which terraform processes of this product work below a directory, from its start to its
 * close. Processes count as being there at once only where all of them were still there after the last of them was
 * found: one that ends while the others are looked for isn't counted with one that starts then.
 */
public final class TerraformSampler implements AutoCloseable {

    private static final int PAUSE_MILLIS = 5;
    private static final String MARK = "TERRAFORM_PARALLEL_PROCESS=";

    private final Path below;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    // Mutable state, guarded by this
    private int samples;
    private int most;
    private int mostOfOneRun;
    private int mostInOneDirectory;
    private String crowd = "";

    /**
     * One process.
     *
     * @param mark says of which run and unit it is; between fork and exec a child has its parent's
     * @param directory its current one
     */
    private record Found(Path process, String mark, Path directory) {

        String run() {
            return mark.substring(0, Math.max(0, mark.indexOf('/')));
        }
    }

    private TerraformSampler(Path below) {
        this.below = below;
    }

    /** Starts one. */
    public static TerraformSampler below(Path directory) throws IOException {
        TerraformSampler sampler = new TerraformSampler(directory.toRealPath());
        sampler.thread.scheduleWithFixedDelay(sampler::sample, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return sampler;
    }

    /** How many there were at once at most. */
    public synchronized int most() {
        return most;
    }

    /** How many of one run there were at once at most. */
    public synchronized int mostOfOneRun() {
        return mostOfOneRun;
    }

    /** How many there were at once in one module's directory at most. */
    public synchronized int mostInOneDirectory() {
        return mostInOneDirectory;
    }

    /** Which ones these were, for whoever didn't expect them. */
    public synchronized String crowd() {
        return crowd;
    }

    /** How often it has looked. */
    public synchronized int samples() {
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
        Map<String, Set<String>> byRun = new HashMap<>();
        Map<Path, Set<String>> byDirectory = new HashMap<>();
        for (Found found : all) {
            if (found.equals(look(found.process()))) {
                marks.add(found.mark());
                byRun.computeIfAbsent(found.run(), run -> new HashSet<>()).add(found.mark());
                if (isModule(found.directory())) {
                    byDirectory
                            .computeIfAbsent(found.directory(), directory -> new HashSet<>())
                            .add(found.mark());
                }
            }
        }
        synchronized (this) {
            samples++;
            most = Math.max(most, marks.size());
            byRun.values().forEach(there -> mostOfOneRun = Math.max(mostOfOneRun, there.size()));
            byDirectory.forEach((directory, there) -> {
                if (there.size() > mostInOneDirectory) {
                    mostInOneDirectory = there.size();
                    crowd = directory + ": " + there;
                }
            });
        }
    }

    /** Elsewhere runs only ask terraform for its version. */
    private static boolean isModule(Path directory) {
        return Files.exists(directory.resolve("main.tf"));
    }

    /** The process, if it is a terraform that belongs here; otherwise null. */
    private Found look(Path process) {
        try {
            if (!Files.readString(process.resolve("comm")).strip().equals("terraform")) {
                return null;
            }
            Path directory = Files.readSymbolicLink(process.resolve("cwd"));
            if (!directory.startsWith(below)) {
                return null;
            }
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0")).stream()
                    .filter(variable -> variable.startsWith(MARK))
                    .findFirst()
                    .map(mark -> new Found(process, mark, directory))
                    .orElse(null);
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
