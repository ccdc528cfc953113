package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Durations and changes of the last builds, on the job's page. It has no page of its own. */
@Restricted(NoExternalUse.class)
public final class TrendAction implements Action {

    /** So many builds are shown. */
    private static final int BUILDS = 25;

    /** So many are looked at: most jobs run terraform in each of their builds or in none. */
    private static final int LOOKED_AT = 50;

    private final Job<?, ?> job;

    private TrendAction(Job<?, ?> job) {
        this.job = job;
    }

    /** What is drawn; null where there is too little for a trend. */
    @CheckForNull
    public TrendChart getChart() {
        List<TrendChart.Build> builds = new ArrayList<>();
        int looked = 0;
        for (Run<?, ?> build = job.getLastCompletedBuild();
                build != null && builds.size() < BUILDS && looked < LOOKED_AT;
                build = build.getPreviousCompletedBuild()) {
            looked++;
            TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
            List<RunSummary> summaries = action == null ? List.of() : action.summaries();
            if (!summaries.isEmpty()) {
                builds.add(new TrendChart.Build(
                        build.getDisplayName(), build.getNumber() + "/" + LocalRunFolder.NAME + "/", summaries));
            }
        }
        Collections.reverse(builds);
        return builds.size() < 2 ? null : new TrendChart(builds);
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @CheckForNull
    @Override
    public String getDisplayName() {
        return null;
    }

    @CheckForNull
    @Override
    public String getUrlName() {
        return null;
    }

    /** Gives every job one; it shows itself only where there is something to show. */
    @Extension
    public static final class Factory extends TransientActionFactory<Job<?, ?>> {

        @Override
        @SuppressWarnings("unchecked")
        public Class<Job<?, ?>> type() {
            return (Class<Job<?, ?>>) (Class<?>) Job.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job<?, ?> target) {
            return List.of(new TrendAction(target));
        }
    }
}
