package io.jenkins.plugins.terraformparallel.pipeline;

import hudson.model.TaskListener;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;

/** Says on the build's console how a run gets on. Not thread-safe: the run's driver. */
final class RunConsole {

    RunConsole(TaskListener listener, RunRequest request, LocalRunFolder folder, java.time.Instant since) {}

    void event(RunEvent event) {}

    void output(String unit, String text) {}
}
