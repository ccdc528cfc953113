package hudson.util;

import java.io.IOException;
import java.util.Objects;
import org.kohsuke.stapler.HttpResponse;

public abstract class FormValidation extends IOException implements HttpResponse {

    public enum Kind {
        OK,
        WARNING,
        ERROR;
    }

    public static FormValidation error(String message) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(String message) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation ok() {
        throw new UnsupportedOperationException();
    }

    public final FormValidation.Kind kind = Objects.requireNonNull(null);

    private FormValidation() {
        throw new UnsupportedOperationException();
    }
}
