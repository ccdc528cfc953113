package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.remoting.VirtualChannel;
import hudson.security.AccessControlled;
import hudson.slaves.OfflineCause;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Computer extends Actionable implements AccessControlled, ExtensionPoint, StaplerProxy {
    public OfflineCause getOfflineCause() {
        throw new UnsupportedOperationException();
    }

    @Nullable
    public abstract VirtualChannel getChannel();

    @NonNull
    public String getName() {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public Node getNode() {
        throw new UnsupportedOperationException();
    }

    public boolean isOffline() {
        throw new UnsupportedOperationException();
    }

    public final boolean isOnline() {
        throw new UnsupportedOperationException();
    }

    @Override
    @NonNull
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public String getUrl() {
        throw new UnsupportedOperationException();
    }

    public EnvVars getEnvironment() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public static final ExecutorService threadPoolForRemoting = Objects.requireNonNull(null);

    public abstract boolean isConnecting();

    private Computer() {
        throw new UnsupportedOperationException();
    }
}
