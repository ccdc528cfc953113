package hudson.slaves;

import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class OfflineCause {
    private OfflineCause() {
        throw new UnsupportedOperationException();
    }
}
