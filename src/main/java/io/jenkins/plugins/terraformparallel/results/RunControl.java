package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;

/** What people may do to a run that is driven: those who may cancel its build, and nobody else. Made for one request. */
final class RunControl {

    private final LocalRunFolder folder;
    private final RunReading reading;

    RunControl(LocalRunFolder folder, RunReading reading) {
        this.folder = folder;
        this.reading = reading;
    }

    /** Whether whoever asks may abort it now. */
    boolean isAbortable() {
        RunReport report = reading.report();
        return reading.live()
                && (report == null || !report.isOver())
                && folder.build().hasPermission(Item.CANCEL);
    }

    /** How long an interrupted terraform gets before it is killed, in milliseconds; null where nobody can say. */
    @CheckForNull
    Long gracePeriod() {
        return Optional.ofNullable(live())
                .flatMap(LiveRun::gracePeriod)
                .map(Duration::toMillis)
                .orElse(null);
    }

    /**
     * Does something to it on behalf of whoever asks.
     *
     * @param action with the run and the person's name
     * @throws org.springframework.security.access.AccessDeniedException where they may not cancel the build
     */
    HttpResponse act(BiConsumer<LiveRun, String> action) {
        Run<?, ?> build = folder.build();
        build.checkPermission(Item.CANCEL);
        LiveRun live = live();
        if (live == null) {
            return HttpResponses.errorWithoutStack(409, Messages.RunPage_notDriven());
        }
        action.accept(live, person());
        return HttpResponses.redirectViaContextPath(TerraformParallelAction.url(build, folder.flowNode()));
    }

    @CheckForNull
    private LiveRun live() {
        return LiveRuns.get().find(folder.build(), folder.flowNode());
    }

    private static String person() {
        User user = User.current();
        return user == null ? Messages.RunPage_somebody() : user.getDisplayName();
    }
}
