package hudson.remoting;

public class LocalChannel implements VirtualChannel {
    private LocalChannel() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V, T extends Throwable> V call(Callable<V, T> callable) throws T {
        throw new UnsupportedOperationException();
    }
}
