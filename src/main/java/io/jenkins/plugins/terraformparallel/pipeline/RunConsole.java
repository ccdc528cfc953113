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
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    // Mutable state
    /** The keys of the units, by name. */
    private final Map<String, String> keys = new HashMap<>();
    /** Whose event is being told; null where it is none of a unit's. */
    @CheckForNull
    private String unit;

    /**
     * @param request null where it isn't known any more
     * @param past what has happened before, and was shown then
     */
    RunConsole(TaskListener listener, @CheckForNull RunRequest request, LocalRunFolder folder, List<RunEvent> past) {
        this.listener = listener;
        this.folder = folder;
        this.progress = new Progress(
                line -> listener.getLogger().println(linked(line.text())),
                request == null ? ConsoleMode.SUMMARY : request.console(),
                past.isEmpty() ? Instant.MIN : past.get(past.size() - 1).at().plusNanos(1),
                request == null ? null : request.effectiveGracePeriod(),
                ABORT_WORDS);
        progress.logsIn(folder.files());
        past.forEach(this::take);
    }

    /** Something happened. */
    void event(RunEvent event) {
        take(event);
        if (event instanceof RunEvent.RunStarted) {
            String url = "/" + TerraformParallelAction.url(folder.build(), folder.flowNode());
            listener.getLogger().println(HyperlinkNote.encodeTo(url, "What runs, what failed and why, what changes"));
        }
    }

    private void take(RunEvent event) {
        if (event instanceof RunEvent.RunStarted started) {
            started.units().forEach(outline -> keys.put(outline.name(), outline.key()));
        }
        unit = event instanceof RunEvent.UnitEnded ended ? ended.unit() : null;
        progress.event(event);
        unit = null;
    }

    /** What became of a unit leads to its page. */
    private String linked(String line) {
        String key = unit == null ? null : keys.get(unit);
        int end = line.indexOf(']') + 1;
        if (key == null || !line.startsWith("[") || end == 0) {
            return line;
        }
        String url = "/" + TerraformParallelAction.unitUrl(folder.build(), folder.flowNode(), key);
        return HyperlinkNote.encodeTo(url, line.substring(0, end)) + line.substring(end);
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
