package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Objects;
import org.springframework.security.core.Authentication;

public abstract class ACL {
    public static final Authentication SYSTEM2 = Objects.requireNonNull(null);

    @NonNull
    public static ACLContext as2(@NonNull Authentication auth) {
        throw new UnsupportedOperationException();
    }

    private ACL() {
        throw new UnsupportedOperationException();
    }
}
