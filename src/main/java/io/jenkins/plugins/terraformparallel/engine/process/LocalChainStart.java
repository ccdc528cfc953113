package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.Map;

/**
 * Starts chains of one run on this machine: their files first, then the script, in a session of its own and with no
 * pipe to it, so that it outlives this program. Keeps nothing between calls; any thread.
 */
public final class LocalChainStart {

    private final String run;
    private final LocalChainFiles files;
    private final LocalLauncher launcher;

    /**
     * @param run the run's id
     * @param directory absolute; of this run alone
     * @param environment what every chain inherits
     */
    public LocalChainStart(String run, String directory, Map<String, String> environment) {
        ProcessFiles.requireSafeName("run id", run);
        this.run = run;
        this.files = new LocalChainFiles(new ProcessFiles(directory));
        this.launcher = new LocalLauncher(environment);
    }

    /**
     * Starts a chain.
     *
     * @param ended called when its script has ended, on a thread of its own
     * @return false where its files exist already, so that nothing was started and nothing will be said
     * @throws IOException where it couldn't be started; its message is for the user and holds no value of a variable
     */
    public boolean start(Chain chain, Runnable ended) throws IOException {
        if (!run.equals(chain.run())) {
            throw new IllegalArgumentException("these are chains of run " + run + ", not of " + chain.run());
        }
        Process script = launch(chain);
        if (script != null) {
            script.onExit().thenRun(ended);
        }
        return script != null;
    }

    /** As {@link #start}, without saying when it ends. */
    @CheckForNull
    Process launch(Chain chain) throws IOException {
        if (!files.create(chain)) {
            return null;
        }
        try {
            return launcher.launch(chain, files);
        } catch (IOException | RuntimeException e) {
            files.delete(chain, e);
            throw e;
        }
    }
}
