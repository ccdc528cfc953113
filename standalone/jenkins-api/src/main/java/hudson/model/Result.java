package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.Objects;

public final class Result implements Serializable {
    @NonNull
    public static final Result SUCCESS = Objects.requireNonNull(null);

    @NonNull
    public static final Result UNSTABLE = Objects.requireNonNull(null);

    @NonNull
    public static final Result FAILURE = Objects.requireNonNull(null);

    @NonNull
    public static final Result NOT_BUILT = Objects.requireNonNull(null);

    @NonNull
    public static final Result ABORTED = Objects.requireNonNull(null);

    @NonNull
    public Result combine(@NonNull Result that) {
        throw new UnsupportedOperationException();
    }

    public boolean isWorseThan(@NonNull Result that) {
        throw new UnsupportedOperationException();
    }

    public boolean isWorseOrEqualTo(@NonNull Result that) {
        throw new UnsupportedOperationException();
    }

    public boolean isBetterThan(@NonNull Result that) {
        throw new UnsupportedOperationException();
    }

    public boolean isBetterOrEqualTo(@NonNull Result that) {
        throw new UnsupportedOperationException();
    }

    @Override
    @NonNull
    public String toString() {
        throw new UnsupportedOperationException();
    }

    private Result() {
        throw new UnsupportedOperationException();
    }
}
