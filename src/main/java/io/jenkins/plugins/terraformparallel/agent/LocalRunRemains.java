package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.process.LocalDirectories;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.process.LocalRunProcesses;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessFiles;
import io.jenkins.plugins.terraformparallel.engine.terraform.EmergencyDumpReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** {@link RunRemains} on this machine. */
final class LocalRunRemains implements RunRemains {

    static final String HOME = "terraform-parallel";
    static final String PLANS = "plans";
    /** Provider caches, which outlive their runs. */
    static final String PROVIDERS = "providers";

    private static final Set<String> KEPT = Set.of(PLANS, PROVIDERS);
    private static final String STATE = "state";
    private static final String PROCESSES = "processes";

    private final Path temporary;
    private final Path home;

    /** @param temporary the workspace's temporary directory */
    LocalRunRemains(Path temporary) {
        this.temporary = temporary;
        this.home = temporary.resolve(HOME);
    }

    @Override
    public void create() throws IOException {
        Files.createDirectories(temporary);
        LocalPrivateFiles.createDirectories(home);
    }

    @Override
    public Set<String> runs() throws IOException {
        Set<String> ids = new HashSet<>(LocalDirectories.names(home));
        ids.removeAll(KEPT);
        return ids;
    }

    @Override
    public void tidy(Set<String> dead) throws IOException {
        for (Path run : LocalDirectories.entries(home)) {
            String name = String.valueOf(run.getFileName());
            if (dead.contains(name) && !KEPT.contains(name) && !LocalRunProcesses.anyLives(run)) {
                discard(name);
            }
        }
    }

    @Override
    public void discard(String run) throws IOException {
        Path directory = home.resolve(run);
        for (Path entry : LocalDirectories.entries(directory)) {
            String name = String.valueOf(entry.getFileName());
            if (name.equals(PROCESSES)) {
                discardProcesses(entry);
            } else if (!name.equals(STATE)) {
                LocalPrivateFiles.deleteRecursively(entry);
            }
        }
        deleteIfEmpty(directory.resolve(STATE));
        deleteIfEmpty(directory);
    }

    private static void discardProcesses(Path processes) throws IOException {
        for (Path entry : LocalDirectories.entries(processes)) {
            boolean output = String.valueOf(entry.getFileName()).endsWith("." + ProcessFiles.STDOUT);
            if (!output || !holdsState(entry)) {
                LocalPrivateFiles.deleteRecursively(entry);
            }
        }
        deleteIfEmpty(processes);
    }

    /** The last copy of a state that terraform could save nowhere else. */
    private static boolean holdsState(Path output) throws IOException {
        if (!Files.isRegularFile(output, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(output)) {
            return EmergencyDumpReader.copyState(in, java.io.OutputStream.nullOutputStream())
                    != EmergencyDumpReader.Found.NONE;
        }
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // What is in there stays.
            return;
        }
    }
}
