package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * Where the files of a run's processes lie, as absolute paths on the machine where they run:
 *
 * <pre>
 * processes/&lt;unit&gt;~chain-&lt;first number&gt;  .script  .pid  .stop
 * processes/&lt;unit&gt;~&lt;number&gt;              .exit  .pid  .stdout  .stderr  .signalled
 * </pre>
 *
 * What a chain's script has to complain about before its first process starts is in that one's {@code stderr}. The
 * directory has mode 0700, files 0600. There is one for all, because a file system may take milliseconds to make and
 * remove another.
 *
 * @param hostDirectory {@link ProcessHost#directory()}
 */
public record ProcessFiles(String hostDirectory) {

    /** The script's or the process's {@link ProcessIdentity}. */
    public static final String PID = "pid";

    /** An {@link ExitNote}; where it doesn't exist, the process was never started. */
    public static final String EXIT = "exit";

    public static final String STDOUT = "stdout";
    public static final String STDERR = "stderr";

    /** Where it exists, the chain starts no further process. */
    public static final String STOP = "stop";

    public static final String SCRIPT = "script";

    /** Where it exists, the process got its one signal. */
    public static final String SIGNALLED = "signalled";

    /** No unit's key holds it, so that no name begins like another unit's. */
    private static final String SEPARATOR = "~";

    private static final String DIRECTORY = "processes";
    private static final String CHAIN_PREFIX = "chain-";

    /** What a name may hold beside letters and digits of ASCII; a dot not at its beginning. */
    private static final String SAFE_MARKS = "_@+=,-.";

    /** The directory of all processes of the run. */
    public String directory() {
        return hostDirectory + "/" + DIRECTORY;
    }

    /**
     * What the names of a chain's files begin with, up to the dot.
     *
     * @param chain the number of its first process
     * @throws IllegalArgumentException where the unit's key isn't safe as a file name
     */
    public String chain(String unit, int chain) {
        return directory() + "/" + prefix(unit) + CHAIN_PREFIX + chain;
    }

    /** What the names of a process's files begin with, up to the dot; otherwise as {@link #chain}. */
    public String process(ProcessId id) {
        return hostDirectory + "/" + name(id);
    }

    /** As {@link #process}, relative to the host's directory. */
    public static String name(ProcessId id) {
        return DIRECTORY + "/" + prefix(id.unit()) + id.number();
    }

    /** Where a chain's script complains before its first process starts: in the {@code stderr} of that one. */
    public String complaints(String run, String unit, int chain) {
        return file(process(new ProcessId(run, unit, chain)), STDERR);
    }

    /** One of the files of a chain or of a process. */
    public static String file(String owner, String file) {
        return owner + "." + file;
    }

    private static String prefix(String unit) {
        requireSafeName("unit key", unit);
        return unit + SEPARATOR;
    }

    /**
     * Which chains or processes have a file, by the names of all files in the {@linkplain #directory() directory}.
     *
     * @param unit null for those of all units
     * @param chains whether chains are asked for, or processes
     * @return as {@link #chain} and {@link #process} give them
     */
    List<String> owners(List<String> names, @CheckForNull String unit, boolean chains, String file) {
        String start = unit == null ? null : prefix(unit);
        return names.stream()
                .filter(name -> start == null || name.startsWith(start))
                .filter(name -> name.endsWith("." + file))
                .filter(name -> name.contains(SEPARATOR + CHAIN_PREFIX) == chains)
                .map(name -> directory() + "/" + name.substring(0, name.length() - file.length() - 1))
                .toList();
    }

    /**
     * Run ids and unit keys stand in file names and in a variable that is matched up to the next slash.
     *
     * @throws IllegalArgumentException where the text is anything but letters, digits and {@code ._@+=,-}, or starts
     *     with a dot
     */
    static void requireSafeName(String what, String text) {
        if (!isSafe(text)) {
            throw new IllegalArgumentException(
                    what + " must consist of letters, digits and ._@+=,- and not start with a dot, found " + text);
        }
    }

    /** By hand: every path of every process is made of such names. */
    private static boolean isSafe(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean isPlain = character >= 'a' && character <= 'z'
                    || character >= 'A' && character <= 'Z'
                    || character >= '0' && character <= '9'
                    || SAFE_MARKS.indexOf(character) >= 0;
            if (!isPlain) {
                return false;
            }
        }
        return !text.isEmpty() && text.charAt(0) != '.';
    }
}
