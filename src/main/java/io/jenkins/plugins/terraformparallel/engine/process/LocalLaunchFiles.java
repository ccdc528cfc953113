package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What whoever launches a chain's script has beside our files: durable-task gets a directory to work in, and makes one
 * beside it per launch, with the output of its wrapper and, when that has ended, its result.
 *
 * @param suffix follows the name of the first one in that of the second; empty where nobody has anything there
 */
record LocalLaunchFiles(String suffix) {

    private static final String RESULT = "jenkins-result.txt";
    private static final String LOG = "jenkins-log.txt";
    private static final int MAX_COMPLAINT = 4096;
    private static final int DELETE_ATTEMPTS = 3;

    /** Makes the directory to work in, which has the chain's name. */
    void create(String chain) throws IOException {
        LocalPrivateFiles.createDirectories(Path.of(chain));
    }

    /** Whether a launch is over. */
    boolean isOver(String chain) throws IOException {
        return launches(chain).stream().anyMatch(launch -> Files.exists(launch.resolve(RESULT)));
    }

    /**
     * What a script that never came to life, or its launch, has to complain about, from an offset on.
     *
     * @param own where its own complaints are
     */
    byte[] complaints(Path own, String chain, long from) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(LocalReading.part(own, 0, MAX_COMPLAINT).bytes());
        for (Path launch : launches(chain)) {
            all.writeBytes(
                    LocalReading.part(launch.resolve(LOG), 0, MAX_COMPLAINT).bytes());
        }
        byte[] bytes = all.toByteArray();
        int skipped = (int) Math.min(from, bytes.length);
        byte[] rest = new byte[bytes.length - skipped];
        System.arraycopy(bytes, skipped, rest, 0, rest.length);
        return rest;
    }

    /** The wrapper of a script that has just ended still writes there; it ends when it finds its directory gone. */
    void delete(String chain) throws IOException {
        if (suffix.isEmpty()) {
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                LocalPrivateFiles.deleteRecursively(directory(chain));
                LocalPrivateFiles.deleteRecursively(Path.of(chain));
                return;
            } catch (DirectoryNotEmptyException e) {
                if (attempt == DELETE_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private List<Path> launches(String chain) throws IOException {
        return suffix.isEmpty() ? List.of() : LocalDirectories.entries(directory(chain));
    }

    private Path directory(String chain) {
        return Path.of(chain + suffix);
    }
}
