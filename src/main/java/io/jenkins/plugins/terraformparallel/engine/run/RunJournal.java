package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import java.io.IOException;

/**
 * The processor's way to its journal. Where that can't be written (a full disk), the run goes on with what runs: only a
 * process that isn't in the journal must never be started, and none whose end isn't in it be forgotten. What was lost
 * once stays lost, also where the disk has room again: nothing is started over a gap. Not thread-safe.
 */
final class RunJournal implements EventSink {

    private final EventSink sink;

    // Mutable state
    private String lost;

    RunJournal(EventSink sink) {
        this.sink = sink;
    }

    /** Why the journal can't be written, in words; null while it can. */
    @CheckForNull
    String lost() {
        return lost;
    }

    @Override
    public void accept(RunEvent event) throws IOException {
        if (lost != null && event instanceof RunEvent.ChainStarting) {
            throw new IOException("the run's journal can't be written: " + lost);
        }
        try {
            sink.accept(event);
        } catch (IOException e) {
            lost = String.valueOf(e.getMessage());
            if (event instanceof RunEvent.ChainStarting || event instanceof RunEvent.ProcessEnded) {
                throw new IOException("the run's journal can't be written: " + lost, e);
            }
        }
    }

    /** For what is only said: nothing hangs on it. */
    void tell(RunEvent event) {
        try {
            accept(event);
        } catch (IOException e) {
            throw new IllegalStateException("only starts and ends of processes are refused", e);
        }
    }
}
