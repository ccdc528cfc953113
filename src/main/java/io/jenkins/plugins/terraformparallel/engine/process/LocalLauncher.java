package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Starts a chain's script in a session of its own: no signal to the engine's terminal or process group reaches it. No
 * pipe leads to it.
 */
final class LocalLauncher {

    private static final Path DEV_NULL = Path.of("/dev/null");

    /** The environment that every chain inherits. */
    private final SortedMap<String, String> baseEnvironment;

    // Mutable state
    private String setsid;

    LocalLauncher(Map<String, String> baseEnvironment) {
        // Sorted: every chain gets a sorted copy.
        this.baseEnvironment = Collections.unmodifiableSortedMap(new TreeMap<>(baseEnvironment));
    }

    /**
     * @param files in which the right to launch it was taken
     * @throws IOException where nothing was started; its message is for the user and holds no value of a variable
     */
    Process launch(Chain chain, LocalChainFiles files) throws IOException {
        Map<String, String> environment = ChainVariables.of(chain, baseEnvironment);
        ChainVariables.check(
                environment,
                chain,
                baseEnvironment,
                LocalChainFiles.charset(),
                name -> LocalShell.refusal(name, environment));
        if (setsid == null) {
            setsid = setsid();
        }
        files.write(chain, setsid);

        List<String> command = new ArrayList<>(List.of(setsid));
        command.addAll(LocalShell.command(environment));
        command.add(files.script(chain).toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        replace(builder.environment(), environment);
        return builder.redirectInput(DEV_NULL.toFile())
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(files.complaints(chain).toFile()))
                .redirectErrorStream(true)
                .start();
    }

    /** Once it is known, this machine needn't be asked again for every chain. */
    private String setsid() throws IOException {
        String found = LocalShell.setsid(baseEnvironment);
        Optional<String> refusal = LocalShell.refusal(found);
        if (found == null || refusal.isPresent()) {
            throw new IOException(refusal.orElse("setsid is missing"));
        }
        return found;
    }

    /** What is equal stays untouched: Java keeps the bytes of inherited values that it can't represent as text. */
    private static void replace(Map<String, String> current, Map<String, String> wanted) {
        current.keySet().retainAll(wanted.keySet());
        wanted.forEach((name, value) -> {
            if (!value.equals(current.get(name))) {
                current.put(name, value);
            }
        });
    }
}
