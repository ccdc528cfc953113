package hudson.model;

import jenkins.model.CauseOfInterruption;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class Executor extends Thread implements ModelObject {
    public void interrupt(Result result, CauseOfInterruption... causes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void run() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    private Executor() {
        throw new UnsupportedOperationException();
    }
}
