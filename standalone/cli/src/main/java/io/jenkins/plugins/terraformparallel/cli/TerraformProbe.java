package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.process.LocalExecutable;
import io.jenkins.plugins.terraformparallel.engine.process.LocalShell;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ResolvedExecutable;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.run.VersionProbe;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Finds out, before anything else is started, which terraform this is. */
final class TerraformProbe {

    private static final long TRY_MILLIS = 100;

    private final VersionProbe probe;
    private final Semaphore changed;

    private TerraformProbe(VersionProbe probe, Semaphore changed) {
        this.probe = probe;
        this.changed = changed;
    }

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
            throw new RequestException(List.of(new Mistake(
                    "executable",
                    missing.message().replaceFirst("^executable: (found )?", ""),
                    TerraformVersion.REQUIRED + ": a name on the PATH, a file, or a directory that holds it")));
        }
        return ((ResolvedExecutable.Found) found).path();
    }

    /** Asks the executable for its version; others may do something meanwhile. */
    static TerraformProbe start(String runId, String executable, ProcessHost host, LocalRunPlace place)
            throws IOException {
        VersionProbe probe =
                new VersionProbe(runId, executable, place.currentDirectory().toString(), host, Clock.systemUTC());
        Semaphore changed = new Semaphore(0);
        host.onChange(changed::release);
        probe.start();
        return new TerraformProbe(probe, changed);
    }

    /**
     * The executable's version; waits for it.
     *
     * @throws RequestException where it isn't terraform, or too old
     */
    TerraformVersion version() throws RequestException, IOException {
        TerraformVersion version = probe.poll();
        while (version == null) {
            await(changed);
            version = probe.poll();
        }
        return version;
    }

    private static void await(Semaphore changed) throws IOException {
        try {
            if (changed.tryAcquire(TRY_MILLIS, TimeUnit.MILLISECONDS)) {
                changed.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while terraform was asked for its version");
        }
    }
}
