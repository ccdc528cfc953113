package jenkins.management;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class Badge {

    public enum Severity {
        DANGER,
        WARNING,
        INFO;
    }

    public Badge(@NonNull String text, @NonNull String tooltip, @NonNull Badge.Severity severity) {
        throw new UnsupportedOperationException();
    }
}
