package hudson.model;

import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class Queue implements Saveable {

    public interface Executable extends Runnable {}

    @Override
    public void save() {
        throw new UnsupportedOperationException();
    }

    private Queue() {
        throw new UnsupportedOperationException();
    }
}
