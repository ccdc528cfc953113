package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns the signals that ask a program to end into requests to abort the run. What comes before the run can take requests
 * is kept for it. Any thread.
 */
final class AbortSignals implements AutoCloseable {

    /** Takes requests to abort. */
    interface Run {
        void abort(String cause, boolean person);
    }

    /** The cause that means a person at the keyboard. */
    static final String BY_KEY = "Ctrl-C";

    private record Request(String cause, boolean person) {}

    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    // Guarded by this
    private final List<Request> early = new ArrayList<>();

    @CheckForNull
    private Run run;

    /** From now on, and until it is closed, these signals no longer end the program. */
    void install() {
        handle("INT", BY_KEY, true);
        handle("TERM", "SIGTERM", false);
        handle("HUP", "SIGHUP", false);
    }

    /** Who takes the requests, from the first signal on. */
    synchronized void attach(Run taker) {
        run = taker;
        early.forEach(request -> taker.abort(request.cause(), request.person()));
        early.clear();
    }

    /** The signals mean again what they meant before. */
    @Override
    public void close() {
        before.forEach(Signal::handle);
    }

    private void handle(String name, String cause, boolean person) {
        Signal signal = new Signal(name);
        try {
            SignalHandler old = Signal.handle(signal, received -> request(cause, person));
            // A signal that was ignored when the program started, such as HUP under nohup, Java leaves ignored.
            before.put(signal, old);
        } catch (IllegalArgumentException e) {
            // A JVM that keeps the signal for itself (-Xrs doesn't, but others may) ends by it as it always would.
            before.remove(signal);
        }
    }

    /** Somebody asks the program to end. */
    synchronized void request(String cause, boolean person) {
        Run taker = run;
        if (taker == null) {
            early.add(new Request(cause, person));
        } else {
            taker.abort(cause, person);
        }
    }
}
