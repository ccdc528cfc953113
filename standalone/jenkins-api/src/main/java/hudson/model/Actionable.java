package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import java.util.List;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Actionable extends AbstractModelObject {
    public Actionable() {
        throw new UnsupportedOperationException();
    }

    @Deprecated
    @NonNull
    public List<Action> getActions() {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public final List<? extends Action> getAllActions() {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public <T extends Action> List<T> getActions(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public void addAction(@NonNull Action a) {
        throw new UnsupportedOperationException();
    }

    public void replaceAction(@NonNull Action a) {
        throw new UnsupportedOperationException();
    }

    public boolean addOrReplaceAction(@NonNull Action a) {
        throw new UnsupportedOperationException();
    }

    public boolean replaceActions(@NonNull Class<? extends Action> clazz, @NonNull Action a) {
        throw new UnsupportedOperationException();
    }

    public boolean removeAction(@Nullable Action a) {
        throw new UnsupportedOperationException();
    }

    @Deprecated
    public Action getAction(int index) {
        throw new UnsupportedOperationException();
    }

    public <T extends Action> T getAction(Class<T> type) {
        throw new UnsupportedOperationException();
    }
}
