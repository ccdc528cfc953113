package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import java.io.IOException;

/**
 * The processor's way to its journal. Where that can't be written (a full disk), the run goes on with what runs: only a
 * process that isn't in the journal must never be started. Not thread-safe.
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
        try {
            sink.accept(event);
        } catch (IOException e) {
            lost = String.valueOf(e.getMessage());
            if (event instanceof RunEvent.ChainStarting) {
                throw new IOException("the run's journal can't be written: " + lost, e);
            }
        }
    }

    /** For what is only said, and changes nothing. */
    void tell(RunEvent event) {
        try {
            accept(event);
        } catch (IOException e) {
            throw new IllegalStateException("only the start of a chain is refused", e);
        }
    }
}
