package jenkins.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.User;
import java.io.Serializable;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class CauseOfInterruption implements Serializable {

    public static final class UserInterruption extends CauseOfInterruption {
        public UserInterruption(@NonNull User user) {
            throw new UnsupportedOperationException();
        }

        public UserInterruption(@NonNull String userId) {
            throw new UnsupportedOperationException();
        }

        @NonNull
        public String getUserId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }
    }

    public CauseOfInterruption() {
        throw new UnsupportedOperationException();
    }

    public abstract String getShortDescription();
}
