package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import java.io.IOException;

/** Takes the events of a run in their order: the journal first, then whoever shows them. Called by the run's driver. */
@FunctionalInterface
public interface EventSink {

    /** @throws IOException where the journal can't be written; the run then starts nothing more */
    void accept(RunEvent event) throws IOException;
}
