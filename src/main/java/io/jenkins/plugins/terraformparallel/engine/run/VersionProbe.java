package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformCommands;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks an executable which terraform it is, before anything else is started, in the same way in which it will be run.
 * Never waits: whoever wants to know {@linkplain #start starts} it and {@linkplain #poll asks} until there is an answer.
 * When its host can't be asked for a while, another one for the same run finds the answer of the first.
 *
 * <p>Not thread-safe: one driver, the host's.
 */
public final class VersionProbe {

    /** Far more than any terraform takes on a slow machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String EXECUTABLE = "executable";
    private static final String UNIT = "terraform-version";
    private static final int MAX_OUTPUT = 1 << 16;
    private static final int MAX_WORDS = 200;

    /**
     * Options that are meant for other commands make this one fail, and nobody needs to hear of newer versions here. All units
     * wait for the answer, which comes sooner without Go's collector, see {@link InitHeap}.
     */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "TF_CLI_ARGS", "", "TF_CLI_ARGS_version", "", "CHECKPOINT_DISABLE", "1", InitHeap.COLLECTOR, InitHeap.LATE);

    private final String executable;
    private final ProcessHost host;
    private final Clock clock;
    private final Chain chain;
    private final ProcessQuery query;

    // Mutable state
    private Instant deadline = Instant.MAX;

    /**
     * @param executable absolute
     * @param directory absolute; where it runs
     * @param host of the run that has this id
     */
    public VersionProbe(String runId, String executable, String directory, ProcessHost host, Clock clock) {
        this.executable = executable;
        this.host = host;
        this.clock = clock;
        List<String> argv = new ArrayList<>();
        argv.add(executable);
        argv.addAll(TerraformCommands.version());
        ProcessSpec spec = new ProcessSpec(1, "version", argv, Map.of(), Set.of(0), ProcessSpec.Guard.NONE);
        this.chain = new Chain(runId, UNIT, directory, ENVIRONMENT, List.of(spec));
        this.query = new ProcessQuery(chain.id(spec), chain.number(), 0, 0, MAX_OUTPUT);
    }

    /**
     * Starts it.
     *
     * @throws IOException where that is impossible
     */
    public void start() throws IOException {
        deadline = clock.instant().plus(PATIENCE);
        host.start(chain);
    }

    /**
     * Looks whether it has answered; then it leaves nothing behind and isn't asked again.
     *
     * @return null where it hasn't yet; try again after a tenth of a second, or when the host reports a change
     * @throws RequestException where it isn't terraform, too old, or doesn't answer at all
     */
    @CheckForNull
    public TerraformVersion poll() throws RequestException, IOException {
        ProcessProgress progress = host.poll(List.of(query)).get(0);
        if (progress.state().isFinal()) {
            host.discard(query.id());
            host.discardChain(chain.unit(), chain.number());
            return version(progress);
        }
        if (clock.instant().isBefore(deadline)) {
            return null;
        }
        host.interrupt(query.id());
        throw mistake("a program that didn't tell its version within " + PATIENCE.toSeconds() + " s");
    }

    private TerraformVersion version(ProcessProgress last) throws RequestException {
        String output = new String(last.stdout(), StandardCharsets.UTF_8);
        Optional<TerraformVersion> version = TerraformVersion.parse(output);
        if (version.isEmpty()) {
            String words = (output + new String(last.stderr(), StandardCharsets.UTF_8)).strip();
            throw mistake(executable + ", which didn't tell its version" + exit(last.state())
                    + (words.isEmpty() ? "" : ": " + firstLine(words)));
        }
        if (!version.get().isSupported()) {
            throw mistake(version.get().toString());
        }
        return version.get();
    }

    private static String exit(ProcessState state) {
        return state instanceof ProcessState.Ended ended ? " (exit code " + ended.exitCode() + ")" : "";
    }

    private static String firstLine(String words) {
        String line = words.lines().findFirst().orElse("");
        return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + "…" : line;
    }

    private static RequestException mistake(String found) {
        return new RequestException(List.of(new Mistake(EXECUTABLE, found, TerraformVersion.REQUIRED)));
    }
}
