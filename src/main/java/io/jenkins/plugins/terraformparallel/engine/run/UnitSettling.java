package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;

/** What has to be in order after a unit's init before anything may follow on it. Not thread-safe. */
final class UnitSettling {

    private final UnitFlow flow;
    private final UnitInit init;
    private final UnitCache cache;
    private final UnitEnding ending;

    UnitSettling(UnitFlow flow, UnitInit init, UnitCache cache, UnitEnding ending) {
        this.flow = flow;
        this.init = init;
        this.cache = cache;
        this.ending = ending;
    }

    /** Whether the unit still runs its init, or will, or others have to wait for what that brings. */
    boolean isInitialising() {
        return flow.initialises() && (flow.result(UnitCommand.INIT) == null || cache.isOpen());
    }

    /** Whether its init has succeeded. */
    boolean isInitialised() {
        CommandResult result = flow.result(UnitCommand.INIT);
        return result != null && result.exitedWith(0);
    }

    /** A process has ended; its chain may go on. */
    void processOver(CommandResult result) {
        if (result.command() == UnitCommand.INIT && result.exitedWith(0) && !cache.isOpen()) {
            note();
        }
    }

    /** What comes next, once everything is in order: none of the unit's processes runs. */
    UnitStep settled(UnitStep next) {
        boolean wasOpen = cache.isOpen();
        String problem = cache.settle(flow.result(UnitCommand.INIT));
        if (!isInitialised()) {
            return next;
        }
        if (problem == null && wasOpen) {
            note();
        }
        return problem == null ? next : new UnitStep.Done(Outcome.FAILED, problem);
    }

    /** The unit is done: puts in order what isn't yet. */
    void end() {
        String problem = cache.settle(flow.result(UnitCommand.INIT));
        if (problem != null) {
            ending.trouble("its providers", problem);
        }
    }

    private void note() {
        ending.tidily("its note of init", init::succeeded);
    }
}
