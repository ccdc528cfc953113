package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

public abstract class Launcher {

    public final class ProcStarter {
        public Launcher.ProcStarter cmds(String... args) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter cmds(List<String> args) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter quiet(boolean quiet) {
            throw new UnsupportedOperationException();
        }

        public boolean quiet() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter pwd(@CheckForNull FilePath workDir) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter pwd(@NonNull File workDir) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter pwd(@NonNull String workDir) {
            throw new UnsupportedOperationException();
        }

        @CheckForNull
        public FilePath pwd() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdout(@CheckForNull OutputStream out) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdout(@NonNull TaskListener out) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stderr(@CheckForNull OutputStream err) {
            throw new UnsupportedOperationException();
        }

        @CheckForNull
        public OutputStream stderr() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter envs(@NonNull Map<String, String> overrides) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter envs(@CheckForNull String... overrides) {
            throw new UnsupportedOperationException();
        }

        @NonNull
        public String[] envs() {
            throw new UnsupportedOperationException();
        }

        public int join() throws IOException, InterruptedException {
            throw new UnsupportedOperationException();
        }

        private ProcStarter() {
            throw new UnsupportedOperationException();
        }
    }

    public static class LocalLauncher extends Launcher {
        public LocalLauncher(@NonNull TaskListener listener) {
            super((TaskListener) null, (VirtualChannel) null);
            throw new UnsupportedOperationException();
        }

        public LocalLauncher(TaskListener listener, VirtualChannel channel) {
            super((TaskListener) null, (VirtualChannel) null);
            throw new UnsupportedOperationException();
        }

        @Override
        public void kill(Map<String, String> modelEnvVars) throws InterruptedException {
            throw new UnsupportedOperationException();
        }
    }

    public static class RemoteLauncher extends Launcher {
        public RemoteLauncher(@NonNull TaskListener listener, @NonNull VirtualChannel channel, boolean isUnix) {
            super((TaskListener) null, (VirtualChannel) null);
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isUnix() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException {
            throw new UnsupportedOperationException();
        }
    }

    protected Launcher(@NonNull TaskListener listener, @CheckForNull VirtualChannel channel) {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public final Launcher.ProcStarter launch() {
        throw new UnsupportedOperationException();
    }

    public boolean isUnix() {
        throw new UnsupportedOperationException();
    }

    public abstract void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException;
}
