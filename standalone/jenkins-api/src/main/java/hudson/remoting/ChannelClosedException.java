package hudson.remoting;

import java.io.IOException;

public class ChannelClosedException extends IOException {
    private ChannelClosedException() {
        throw new UnsupportedOperationException();
    }
}
