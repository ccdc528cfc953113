package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.util.Objects;

public interface Item extends PersistenceRoot, ModelObject, AccessControlled {
    @NonNull
    String getFullName();

    String getUrl();

    Permission CONFIGURE = Objects.requireNonNull(null);
    Permission READ = Objects.requireNonNull(null);
    Permission EXTENDED_READ = Objects.requireNonNull(null);
    Permission BUILD = Objects.requireNonNull(null);
    Permission CANCEL = Objects.requireNonNull(null);
}
