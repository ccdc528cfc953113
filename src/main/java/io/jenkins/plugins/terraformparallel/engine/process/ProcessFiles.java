package io.jenkins.plugins.terraformparallel.engine.process;

/**
 * Where the files of a run's processes lie, as absolute paths on the machine where they run:
 *
 * <pre>
 * processes/&lt;unit&gt;/chain-&lt;first number&gt;/  script  pid  stop  launch.log
 * processes/&lt;unit&gt;/&lt;number&gt;/              exit  pid  stdout  stderr  signalled
 * </pre>
 *
 * Directories have mode 0700, files 0600.
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

    /** What the script itself has to complain about; empty as a rule. */
    public static final String LAUNCH_LOG = "launch.log";

    /** Where it exists, the process got its one signal. */
    public static final String SIGNALLED = "signalled";

    static final String CHAIN_PREFIX = "chain-";

    /** What a name may hold beside letters and digits of ASCII; a dot not at its beginning. */
    private static final String SAFE_MARKS = "_@+=,-.";

    /**
     * The directory of all a unit's processes and chains.
     *
     * @throws IllegalArgumentException where the key isn't safe as a file name
     */
    public String unit(String unit) {
        requireSafeName("unit key", unit);
        return hostDirectory + "/processes/" + unit;
    }

    /** The directory of a chain, named by its first process. */
    public String chain(String unit, int chain) {
        return unit(unit) + "/" + CHAIN_PREFIX + chain;
    }

    /** The directory of one process. */
    public String process(ProcessId id) {
        return unit(id.unit()) + "/" + id.number();
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
