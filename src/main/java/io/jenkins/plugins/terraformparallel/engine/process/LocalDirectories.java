package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What directories hold. Others may make and delete them meanwhile. */
public final class LocalDirectories {

    private LocalDirectories() {}

    /**
     * The files and directories in a directory, sorted.
     *
     * @return empty where there is no such directory
     */
    public static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                entries.add(entry);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    /** Their names, sorted. */
    public static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path entry : entries(directory)) {
            names.add(String.valueOf(entry.getFileName()));
        }
        names.sort(null);
        return names;
    }
}
