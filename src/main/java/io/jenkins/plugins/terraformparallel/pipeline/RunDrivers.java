package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.terraformparallel.config.TerraformParallelConfiguration;
import io.jenkins.plugins.terraformparallel.engine.run.OpenUnits;
import io.jenkins.plugins.terraformparallel.results.LiveRun;
import io.jenkins.plugins.terraformparallel.results.LiveRuns;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the drivers of all runs of this controller share: a few threads, the directories that units work in, and the runs that
 * have no end yet. Thread-safe.
 */
@Extension
public final class RunDrivers {

    private static final Logger LOGGER = Logger.getLogger(RunDrivers.class.getName());

    /** A pulse is short, but one whose node doesn't answer takes its time. */
    private static final int THREADS = 8;

    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(
            THREADS, new NamingThreadFactory(new DaemonThreadFactory(), "terraform-parallel"));
    private final LocalOpenRuns openRuns = LocalOpenRuns.ofJenkins();
    private final NodeDirectoryLocks locks = new NodeDirectoryLocks();
    private final NodePlaces places =
            new NodePlaces(node -> TerraformParallelConfiguration.get().processesOn(node));

    /** Runs that look at their node's files but haven't begun. */
    private final Set<String> beginning = ConcurrentHashMap.newKeySet();

    // Guarded by this
    private boolean restored;

    public RunDrivers() {
        // A pulse that was called off wakes nobody when its time comes.
        pool.setRemoveOnCancelPolicy(true);
    }

    /** This instance's. */
    static RunDrivers get() {
        return ExtensionList.lookupSingleton(RunDrivers.class);
    }

    /** The controller stops: no pulse begins any more, and what runs on nodes goes on. */
    @Terminator
    public static void shutDown() {
        for (RunDrivers drivers : ExtensionList.lookup(RunDrivers.class)) {
            drivers.pool.shutdown();
        }
    }

    /**
     * The driver for a step's run: the one that there is, or a new one.
     *
     * @param arguments the step's
     */
    RunDriver drive(Run<?, ?> build, StepLink step, Map<String, Object> arguments) {
        synchronized (this) {
            RunDriver driver = find(build, step.flowNode());
            if (driver == null) {
                driver = new RunDriver(this, build, step.flowNode(), step, arguments, null);
                LiveRuns.get().add(build, step.flowNode(), driver);
                driver.wake();
            } else {
                driver.attach(step, arguments);
            }
            return driver;
        }
    }

    /** Brings a run to its end whose step is gone for good; nothing where somebody drives it already. */
    synchronized void conclude(Run<?, ?> build, OpenRun open) {
        if (find(build, open.flowNode()) == null) {
            RunDriver driver = new RunDriver(this, build, open.flowNode(), null, null, open);
            LiveRuns.get().add(build, open.flowNode(), driver);
            driver.wake();
        }
    }

    /** The driver of a run; null where it has none. */
    @CheckForNull
    RunDriver find(Run<?, ?> build, String flowNode) {
        return LiveRuns.get().find(build, flowNode) instanceof RunDriver driver ? driver : null;
    }

    /** The build has ended, in whatever way: its drivers look at it soon, and its saved plans go with the last of them. */
    void buildEnded(Run<?, ?> build) {
        if (LiveRuns.get().of(build).isEmpty()) {
            discardPlans(build);
        }
        for (LiveRun live : LiveRuns.get().of(build)) {
            if (live instanceof RunDriver driver) {
                driver.wake();
            }
        }
    }

    private void discardPlans(Run<?, ?> build) {
        try {
            pool.execute(() -> SavedPlanRemains.discard(build));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, e, () -> "the controller shuts down; the plans of " + build + " stay");
        }
    }

    ScheduledExecutorService pool() {
        return pool;
    }

    /** The directories in which units work; what runs held when the controller stopped they hold again. */
    NodeDirectoryLocks locks() {
        restoreOnce();
        return locks;
    }

    /** The places for units on nodes; what runs had when the controller stopped they have again. */
    NodePlaces places() {
        restoreOnce();
        return places;
    }

    private synchronized void restoreOnce() {
        if (!restored) {
            restored = true;
            openRuns.all().forEach(this::restore);
        }
    }

    private void restore(OpenRun open) {
        Run<?, ?> build = find(open);
        if (build == null) {
            return;
        }
        OpenUnits units = new OpenUnits();
        try {
            new LocalRunFolder(build, open.flowNode()).read(units::accept);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "what run " + open.id() + " of " + build + " works in isn't known");
        }
        places.restore(
                open.place().node(),
                open.id(),
                build.getFullDisplayName(),
                units.directories().size());
        units.directories()
                .forEach((unit, directory) -> locks.restore(
                        open.place().node(),
                        directory,
                        open.id(),
                        "unit " + unit + " of run " + open.id() + " (" + build.getFullDisplayName() + ")"));
    }

    /** The build of a run; null where it was deleted. */
    @CheckForNull
    @SuppressWarnings("try") // the context is there to be closed
    static Run<?, ?> find(OpenRun open) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return Run.fromExternalizableId(open.build());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The runs that have no end. */
    List<OpenRun> open() {
        return openRuns.all();
    }

    /** One of them; null where it isn't remembered. */
    @CheckForNull
    OpenRun find(String id) {
        return openRuns.all().stream()
                .filter(open -> open.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The ids of the runs whose files on nodes are still needed. */
    Set<String> livingRuns() {
        Set<String> ids = new HashSet<>(beginning);
        openRuns.all().forEach(open -> ids.add(open.id()));
        return ids;
    }

    /** The run looks at its node's files. */
    void beginning(String id) {
        beginning.add(id);
    }

    /** The run is about to begin, or its build is called otherwise now. */
    void opened(OpenRun open) throws IOException {
        openRuns.put(open);
    }

    /** The run has ended, or never began. */
    void closed(LocalRunFolder folder, @CheckForNull String id) {
        LiveRuns.get().remove(folder.build(), folder.flowNode());
        if (id != null) {
            locks.releaseAll(id);
            places.leave(id);
            beginning.remove(id);
            forget(id);
        }
        Run<?, ?> build = folder.build();
        if (!build.isBuilding() && LiveRuns.get().of(build).isEmpty()) {
            discardPlans(build);
        }
        LOGGER.fine(() -> "run " + id + " of " + folder.build() + " is over");
    }

    /** Nobody needs to look for that run any more. */
    void forget(String id) {
        try {
            openRuns.remove(id);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "that run " + id + " is over can't be noted");
        }
    }

    /** How long an agent may be offline before its runs are given up. */
    Duration agentTimeout() {
        return TerraformParallelConfiguration.get().agentTimeout();
    }
}
