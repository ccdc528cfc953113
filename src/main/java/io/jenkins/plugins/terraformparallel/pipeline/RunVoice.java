package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** What a run says on the console of its step while there is one that waits for it. Not thread-safe: the run's driver. */
final class RunVoice {

    private final LocalRunFolder folder;
    private final WaitingStep step;
    private final Supplier<RunRequest> request;

    // Mutable state
    @CheckForNull
    private RunConsole console;

    /** @param request gives null where it isn't known any more */
    RunVoice(LocalRunFolder folder, WaitingStep step, Supplier<RunRequest> request) {
        this.folder = folder;
        this.step = step;
        this.request = request;
    }

    /** The run goes on after a restart of the controller. */
    void goOn(RunJournalFile journal) throws IOException {
        StepLink link = step.link();
        if (console == null && link != null) {
            console = new RunConsole(link.listener(), request.get(), folder, journal.events());
        }
    }

    void event(RunEvent event) {
        StepLink link = step.link();
        if (event instanceof RunEvent.RunStarted && link != null) {
            console = new RunConsole(link.listener(), request.get(), folder, List.of());
        }
        if (console != null) {
            console.event(event);
        }
    }

    /** A unit's terraform has written something. */
    void output(String unit, String text) {
        if (console != null) {
            console.output(unit, text);
        }
    }

    void say(String sentence) {
        if (console != null) {
            console.say(sentence);
        }
    }

    /** Nobody reads it any more. */
    void fallSilent() {
        console = null;
    }

    /** The run has ended. */
    void end() {
        if (console != null) {
            console.end();
        }
    }
}
