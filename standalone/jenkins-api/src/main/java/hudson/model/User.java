package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.IOException;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class User extends AbstractModelObject implements AccessControlled, Saveable, Comparable<User>, StaplerProxy {
    @Override
    public int compareTo(@NonNull User that) {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public static User current() {
        throw new UnsupportedOperationException();
    }

    @Override
    @NonNull
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    @NonNull
    public ACL getACL() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException();
    }

    private User() {
        throw new UnsupportedOperationException();
    }
}
