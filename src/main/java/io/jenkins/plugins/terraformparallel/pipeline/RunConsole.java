package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.HyperlinkNote;
import hudson.model.TaskListener;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.report.AbortWords;
import io.jenkins.plugins.terraformparallel.engine.report.Progress;
import io.jenkins.plugins.terraformparallel.engine.request.ConsoleMode;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import java.time.Instant;
import java.util.List;

/** Says on the build's console how a run gets on. Not thread-safe: the run's driver. */
final class RunConsole {

    /** As Jenkins' users stop things. */
    private static final AbortWords ABORT_WORDS = new AbortWords() {
        @Override
        public String request(String cause) {
            return "Aborted by " + cause;
        }

        @Override
        public String repeated(String cause) {
            return "Aborted again by " + cause;
        }

        @Override
        public String howToKill(String cause) {
            return "To kill them now, which can lose state, abort the build again, 3 seconds from now or later.";
        }
    };

    private final TaskListener listener;
    private final LocalRunFolder folder;
    private final Progress progress;

    /**
     * @param request null where it isn't known any more
     * @param past what has happened before, and was shown then
     */
    RunConsole(TaskListener listener, @CheckForNull RunRequest request, LocalRunFolder folder, List<RunEvent> past) {
        this.listener = listener;
        this.folder = folder;
        this.progress = new Progress(
                line -> listener.getLogger().println(line.text()),
                request == null ? ConsoleMode.SUMMARY : request.console(),
                past.isEmpty() ? Instant.MIN : past.get(past.size() - 1).at().plusNanos(1),
                request == null ? null : request.effectiveGracePeriod(),
                ABORT_WORDS);
        progress.logsIn(folder.files());
        past.forEach(progress::event);
    }

    /** Something happened. */
    void event(RunEvent event) {
        progress.event(event);
        if (event instanceof RunEvent.RunStarted) {
            String page = "/" + folder.build().getUrl() + LocalRunFolder.NAME + "/" + folder.flowNode() + "/";
            listener.getLogger().println(HyperlinkNote.encodeTo(page, "What runs, what failed and why, what changes"));
        }
    }

    /** A unit's terraform has written something. */
    void output(String unit, String text) {
        progress.output(unit, text);
    }

    /** Says a sentence. */
    void say(String sentence) {
        listener.getLogger().println(sentence);
    }

    /** Nothing more will be said of what runs. */
    void end() {
        progress.end();
    }
}
