package hudson.remoting;

public class RequestAbortedException extends RuntimeException {
    private RequestAbortedException() {
        throw new UnsupportedOperationException();
    }
}
