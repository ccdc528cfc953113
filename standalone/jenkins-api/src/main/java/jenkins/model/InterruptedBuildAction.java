package jenkins.model;

import hudson.model.Action;
import java.util.Collection;
import java.util.List;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class InterruptedBuildAction implements Action {
    public InterruptedBuildAction(Collection<? extends CauseOfInterruption> causes) {
        throw new UnsupportedOperationException();
    }

    public List<CauseOfInterruption> getCauses() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final String getIconFileName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getUrlName() {
        throw new UnsupportedOperationException();
    }
}
