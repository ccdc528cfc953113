package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.LocalExecutable;
import io.jenkins.plugins.terraformparallel.engine.process.LocalShell;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.engine.process.ResolvedExecutable;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformCommands;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Finds out, before anything else is started, which terraform this is; in the same way in which it will be run. */
final class TerraformProbe {

    private static final String EXECUTABLE = "executable";
    private static final String UNIT = "terraform-version";
    private static final int MAX_OUTPUT = 1 << 16;
    private static final int TRIES = 300;
    private static final long TRY_MILLIS = 100;

    private TerraformProbe() {}

    /**
     * The executable's absolute path.
     *
     * @throws RequestException where there is none, or where the machine lacks what every run needs
     */
    static String resolve(String executable, LocalRunPlace place) throws RequestException {
        Optional<String> refusal = LocalShell.refusal(place.environment());
        if (refusal.isPresent()) {
            throw new RequestException(List.of(new Mistake("this machine", refusal.get(), "Linux with sh and setsid")));
        }
        ResolvedExecutable found = LocalExecutable.resolve(executable, place.environment(), place.currentDirectory());
        if (found instanceof ResolvedExecutable.Missing missing) {
            throw mistake(
                    missing.message().replaceFirst("^executable: (found )?", ""),
                    TerraformVersion.REQUIRED + ": a name on the PATH, a file, or a directory that holds it");
        }
        return ((ResolvedExecutable.Found) found).path();
    }

    /**
     * The executable's version.
     *
     * @throws RequestException where it isn't terraform, or too old
     */
    static TerraformVersion version(String runId, String executable, ProcessHost host, LocalRunPlace place)
            throws RequestException, IOException {
        List<String> argv = new ArrayList<>();
        argv.add(executable);
        argv.addAll(TerraformCommands.version());
        ProcessSpec spec = new ProcessSpec(1, "version", argv, Map.of(), Set.of(0), ProcessSpec.Guard.NONE);
        // Options that are meant for other commands make this one fail, and nobody needs to hear of newer versions
        // here.
        Map<String, String> environment =
                Map.of("TF_CLI_ARGS", "", "TF_CLI_ARGS_version", "", "CHECKPOINT_DISABLE", "1");
        Chain chain = new Chain(runId, UNIT, place.currentDirectory().toString(), environment, List.of(spec));
        Semaphore changed = new Semaphore(0);
        host.onChange(changed::release);
        host.start(chain);
        ProcessProgress last = await(host, chain.id(spec), changed);
        host.discard(chain.id(spec));
        host.discardChain(UNIT, chain.number());
        String output = new String(last.stdout(), StandardCharsets.UTF_8);
        Optional<TerraformVersion> version = TerraformVersion.parse(output);
        if (version.isEmpty()) {
            String words = (output + new String(last.stderr(), StandardCharsets.UTF_8)).strip();
            throw mistake(
                    executable + ", which didn't tell its version" + exit(last.state())
                            + (words.isEmpty() ? "" : ": " + firstLine(words)),
                    TerraformVersion.REQUIRED);
        }
        if (!version.get().isSupported()) {
            throw mistake(version.get().toString(), TerraformVersion.REQUIRED);
        }
        return version.get();
    }

    private static ProcessProgress await(ProcessHost host, ProcessId id, Semaphore changed)
            throws RequestException, IOException {
        ProcessQuery query = new ProcessQuery(id, 1, 0, 0, MAX_OUTPUT);
        for (int tries = 0; tries < TRIES; tries++) {
            ProcessProgress progress = host.poll(List.of(query)).get(0);
            if (progress.state().isFinal()) {
                return progress;
            }
            try {
                if (changed.tryAcquire(TRY_MILLIS, TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while terraform was asked for its version");
            }
        }
        host.interrupt(id);
        throw mistake("a program that didn't tell its version within 30 s", TerraformVersion.REQUIRED);
    }

    private static String exit(ProcessState state) {
        return state instanceof ProcessState.Ended ended ? " (exit code " + ended.exitCode() + ")" : "";
    }

    private static String firstLine(String words) {
        String line = words.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static RequestException mistake(String found, String expected) {
        return new RequestException(List.of(new Mistake(EXECUTABLE, found, expected)));
    }
}
