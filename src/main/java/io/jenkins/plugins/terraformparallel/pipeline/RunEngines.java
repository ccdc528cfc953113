package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.agent.AgentPorts;
import io.jenkins.plugins.terraformparallel.agent.HostGoneException;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.run.Masker;
import io.jenkins.plugins.terraformparallel.engine.run.OutputListener;
import io.jenkins.plugins.terraformparallel.engine.run.ParallelProcessor;
import io.jenkins.plugins.terraformparallel.engine.run.ParallelRuns;
import io.jenkins.plugins.terraformparallel.engine.run.RunResources;
import io.jenkins.plugins.terraformparallel.engine.run.RunSettings;
import io.jenkins.plugins.terraformparallel.engine.run.SecretHash;
import io.jenkins.plugins.terraformparallel.engine.run.SuppliedValues;
import io.jenkins.plugins.terraformparallel.engine.run.UnitPlaces;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import io.jenkins.plugins.terraformparallel.results.UsualDurations;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes the engines of one run: the one that begins it, and those that go on with it after a restart or a lost connection. Of
 * the run it knows what its journal can't keep: who it is, where it works, and its secrets. Not thread-safe: the run's driver.
 */
final class RunEngines {

    private static final Logger LOGGER = Logger.getLogger(RunEngines.class.getName());

    private final RunDrivers drivers;
    private final Run<?, ?> build;
    private final LocalRunFolder folder;
    private final TerraformParallelAction action;
    private final Supplier<StepLink> step;
    private final OutputListener output;
    private final Clock clock;
    private final Runnable wake;

    // Mutable state
    /** Null before the run's first event, unless it was remembered from an earlier life of the controller. */
    private OpenRun open;
    /** Null before anything was done for the run. */
    private String id;
    /** Null while it wasn't read, or can't be. */
    private RunRequest request;
    /** Null while it isn't known. */
    private NodeConnection node;
    /** Null while no secret is known. */
    private Masker masker;
    /** What comes before the run's first event; null otherwise. */
    private RunStart start;
    /** Whether terraform was asked for its version by now. */
    private boolean asked;
    /** For what the beginning of the run waits; null where it doesn't. */
    private String waitsFor;

    /**
     * @param step gives null where nobody waits for the run (any more)
     * @param wake called on any thread when it is worth while to go on with the run
     */
    RunEngines(
            RunDrivers drivers,
            LocalRunFolder folder,
            @CheckForNull OpenRun open,
            Supplier<StepLink> step,
            OutputListener output,
            Clock clock,
            Runnable wake) {
        this.drivers = drivers;
        this.build = folder.build();
        this.folder = folder;
        this.action = TerraformParallelAction.of(build);
        this.open = open;
        this.id = open == null ? null : open.id();
        this.node = open == null ? null : new NodeConnection(open.place().node());
        this.step = step;
        this.output = output;
        this.clock = clock;
        this.wake = wake;
    }

    /** The run's id; null before anything was done for it. */
    @CheckForNull
    String id() {
        return id;
    }

    /** The node; null while it isn't known. */
    @CheckForNull
    NodeConnection node() {
        return node;
    }

    /** A text without the run's secrets, as far as they are known. */
    String masked(String text) {
        return masker == null ? text : masker.apply(text);
    }

    /**
     * Goes on with the beginning of the run.
     *
     * @return null while terraform hasn't told its version
     * @throws RequestException where it can't be run as asked; nothing was started
     */
    @CheckForNull
    RunEngine begin(StepLink link, Map<String, Object> arguments, RunJournalFile journal)
            throws RequestException, IOException {
        if (id == null) {
            id = RunKeys.newRunId(clock.instant());
            drivers.beginning(id);
        }
        if (start == null) {
            node = new NodeConnection(link.nodeName());
            start = RunStart.begin(id, arguments, link, access(), action, drivers::livingRuns, clock);
            request = start.request();
            masker = start.masker();
            open = start.open();
        }
        TerraformVersion version = asked || mayAsk(link) ? start.version() : null;
        if (version == null) {
            return null;
        }
        drivers.opened(open);
        action.add(folder.flowNode());
        if (request.operation() == Operation.PLAN) {
            action.addPlans(open.place().node(), open.plans());
        }
        LocalBuildLogs logs = new LocalBuildLogs(folder);
        WorkPlan plan = start.prepared().plan();
        ParallelProcessor processor = ParallelRuns.begin(
                plan.expecting(UsualDurations.before(build, plan.operation(), plan.names())),
                RunSettings.of(request, start.prepared().executable(), version),
                resources(
                        start.ports(),
                        logs,
                        start.environment(),
                        start.prepared().providerCache(),
                        journal),
                // The values are in program.dat, encrypted; a build's folder is read by many.
                Masker.everything());
        RunEngine engine = new RunEngine(processor, start.ports(), logs);
        start = null;
        return engine;
    }

    /** Also this terraform, which tells nothing but its version, has its place on the node. */
    private boolean mayAsk(StepLink link) throws IOException {
        UnitPlaces.Answer answer = places().ask(0, 1);
        if (answer.places() == 0) {
            if (waitsFor == null) {
                link.listener().getLogger().println("terraformParallel waits for " + answer.waitsFor() + ".");
            }
            waitsFor = answer.waitsFor();
            return false;
        }
        waitsFor = null;
        start.askVersion();
        asked = true;
        return true;
    }

    /** For what a run waits that hasn't begun; null where terraform is being asked for its version. */
    @CheckForNull
    String waitsFor() {
        return waitsFor;
    }

    private UnitPlaces places() {
        return drivers.places().of(open.place().node(), id, build.getFullDisplayName(), wake);
    }

    /** The node was lost before the run's first event: it is begun from the start again. */
    void startAgain() {
        start = null;
        asked = false;
    }

    /**
     * Goes on with a run that has begun; or only brings it to its end, where its step is gone or its secrets are.
     *
     * @param arguments the step's; null where they aren't known
     */
    RunEngine again(@CheckForNull StepLink link, @CheckForNull Map<String, Object> arguments, RunJournalFile journal)
            throws RequestException, IOException {
        List<RunEvent> events = journal.events();
        id = ((RunEvent.RunStarted) events.get(0)).id();
        OpenRun remembered = open == null ? drivers.find(id) : open;
        if (remembered == null) {
            throw new RequestException(List.of(new Mistake(
                    "run " + id,
                    "no record of where it works",
                    "one in Jenkins' home; look for its processes yourself")));
        }
        open = remembered;
        node = new NodeConnection(open.place().node());
        // Before anything is said or noted: a node that is away is tried again and again.
        node.channel();
        action.add(folder.flowNode());
        AgentPorts ports = new AgentPorts(open.place(), id, RunKeys.hashKey(action.key()), access());
        LocalBuildLogs logs = new LocalBuildLogs(folder);
        String providerCache = ParallelRuns.providerCache(events);
        String cause = "Jenkins, which can't resume its step,";
        if (link != null && arguments != null) {
            EnvVars environment = link.environment();
            try {
                request = RequestReader.read(arguments, environment);
                masker = StepMasks.of(request, environment, link);
                SuppliedValues supplied = SuppliedValues.of(request);
                return new RunEngine(
                        ParallelRuns.resume(
                                events, supplied, resources(ports, logs, environment, providerCache, journal)),
                        ports,
                        logs);
            } catch (RequestException e) {
                cause = "a change since it was started: " + e.getMessage();
            }
        }
        if (masker == null) {
            // Whoever knew the secrets is gone: what terraform prints from now on is kept by nobody.
            masker = Masker.everything();
        }
        return new RunEngine(
                ParallelRuns.conclude(events, cause, resources(ports, logs, new EnvVars(), providerCache, journal)),
                ports,
                logs);
    }

    /** The build is found again also where its job was renamed or moved meanwhile. */
    void noticeRename() throws IOException {
        String called = build.getExternalizableId();
        if (open != null && !called.equals(open.build())) {
            open = open.ofBuild(called);
            drivers.opened(open);
        }
    }

    /** What the user asked for; null where it can't be known any more. */
    @CheckForNull
    RunRequest request(StepLink link, @CheckForNull Map<String, Object> arguments) {
        if (request == null && arguments != null) {
            try {
                request = RequestReader.read(arguments, link.environment());
            } catch (RequestException | HostGoneException e) {
                LOGGER.log(Level.FINE, e, () -> "the request of run " + id + " can't be read again");
            }
        }
        return request;
    }

    private RunResources resources(
            AgentPorts ports,
            LocalBuildLogs logs,
            EnvVars environment,
            @CheckForNull String providerCache,
            RunJournalFile journal) {
        return new RunResources(
                id,
                ports.host(),
                drivers.locks().of(open.place().node(), id, build.getFullDisplayName()),
                places(),
                ports.files(),
                ports.plans(open.plans()),
                logs,
                masker,
                new SecretHash(RunKeys.hashKey(action.key())),
                ports.inits(RunKeys.jobKey(build.getParent().getFullName())),
                environment,
                open.sharedPluginCache(),
                providerCache == null ? null : ports.providerCache(providerCache, environment),
                journal::add,
                output,
                clock);
    }

    private RunAccess access() {
        return new RunAccess(node, step);
    }
}
