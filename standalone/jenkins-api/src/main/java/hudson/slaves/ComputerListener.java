package hudson.slaves;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.Computer;
import hudson.model.TaskListener;
import java.io.IOException;

public abstract class ComputerListener implements ExtensionPoint {
    public ComputerListener() {
        throw new UnsupportedOperationException();
    }

    @Deprecated
    public void onOnline(Computer c) {
        throw new UnsupportedOperationException();
    }

    public void onOnline(Computer c, TaskListener listener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void onOffline(@NonNull Computer c, @CheckForNull OfflineCause cause) {
        throw new UnsupportedOperationException();
    }

    public void onTemporarilyOnline(Computer c) {
        throw new UnsupportedOperationException();
    }

    public void onTemporarilyOffline(Computer c, OfflineCause cause) {
        throw new UnsupportedOperationException();
    }
}
