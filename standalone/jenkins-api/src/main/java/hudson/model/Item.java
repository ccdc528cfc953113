package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.util.Objects;

public interface Item extends PersistenceRoot, ModelObject, AccessControlled {
    Permission READ = Objects.requireNonNull(null);
    Permission EXTENDED_READ = Objects.requireNonNull(null);
    Permission CANCEL = Objects.requireNonNull(null);

    @NonNull
    String getFullName();
}
