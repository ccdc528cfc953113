package hudson.model;

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
