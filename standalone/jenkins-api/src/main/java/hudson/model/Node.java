package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.Launcher;
import hudson.remoting.VirtualChannel;
import hudson.security.AccessControlled;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Node extends AbstractModelObject
        implements Describable<Node>, ExtensionPoint, AccessControlled, PersistenceRoot {
    public Node() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public abstract String getNodeName();

    public abstract Launcher createLauncher(TaskListener listener);

    @CheckForNull
    public final Computer toComputer() {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public final VirtualChannel getChannel() {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public abstract FilePath getRootPath();

    @CheckForNull
    public FilePath createPath(String absolutePath) {
        throw new UnsupportedOperationException();
    }
}
