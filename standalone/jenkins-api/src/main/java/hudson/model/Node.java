package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import hudson.Launcher;
import hudson.security.AccessControlled;
import hudson.slaves.NodeProperty;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Node extends AbstractModelObject
        implements Describable<Node>, ExtensionPoint, AccessControlled, PersistenceRoot {
    public Node() {
        throw new UnsupportedOperationException();
    }

    public abstract Launcher createLauncher(TaskListener listener);

    @CheckForNull
    public <T extends NodeProperty> T getNodeProperty(Class<T> clazz) {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public final Computer toComputer() {
        throw new UnsupportedOperationException();
    }
}
