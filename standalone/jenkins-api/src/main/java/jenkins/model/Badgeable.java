package jenkins.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import jenkins.management.Badge;

public interface Badgeable {
    @CheckForNull
    default Badge getBadge() {
        throw new UnsupportedOperationException();
    }
}
