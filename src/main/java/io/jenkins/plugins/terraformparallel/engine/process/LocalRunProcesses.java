package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What still lives of a run whose engine is dead. */
public final class LocalRunProcesses {

    private LocalRunProcesses() {}

    /**
     * Whether any of its processes lives, or a script that may start one. Where none does, none will start any more.
     *
     * @param directory {@link ProcessHost#directory()}; needn't exist
     */
    public static boolean anyLives(Path directory) throws IOException {
        LocalUnitProcesses processes = new LocalUnitProcesses(new LocalProcesses());
        try (DirectoryStream<Path> units = Files.newDirectoryStream(directory.resolve("processes"))) {
            for (Path unit : units) {
                if (processes.firstLiving(unit) != null) {
                    return true;
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return false;
    }
}
