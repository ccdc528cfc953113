package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;

/**
 * Whether a unit's init must run, and what is remembered of one that did. Asks about the module's files only when it must
 * know, at most once before each init. Not thread-safe.
 */
final class UnitInit {

    private final Unit unit;
    private final Operation operation;
    private final RunSettings settings;
    private final UnitClaims claims;

    /** Null where nothing is remembered. */
    @CheckForNull
    private final InitMemory memory;

    private final InitDependencies dependencies;

    // Mutable state
    /** Null while it wasn't decided. */
    private Boolean needed;

    private String because;
    /** Of the last check before an init, with which that began; null where none was made. */
    private String before;
    /** What doesn't lie in files; null while nobody has asked. */
    private InitInputs inputs;

    /** @param dependencies of no use where nothing is remembered */
    UnitInit(
            Unit unit,
            Operation operation,
            RunSettings settings,
            UnitClaims claims,
            @CheckForNull InitMemory memory,
            InitDependencies dependencies) {
        this.unit = unit;
        this.operation = operation;
        this.settings = settings;
        this.claims = claims;
        this.memory = memory;
        this.dependencies = dependencies;
    }

    /**
     * Whether the unit's processes begin with an init. The unit holds its directory by now.
     *
     * @throws IOException where init must run and must not be started
     */
    boolean isNeeded() throws IOException {
        if (needed == null) {
            needed = decide();
        }
        return needed;
    }

    /** As {@link #isNeeded()}, for a unit that an earlier engine began with: what that decided stands. */
    boolean isNeeded(UnitHistory history) throws IOException {
        if (needed == null && settings.init() == InitMode.AUTO && history.hasChains()) {
            needed = history.holdsInit();
        }
        return isNeeded();
    }

    /**
     * Leaves init out of what the unit does, where it need not run. Nobody looks at the module's files for a unit that runs
     * nothing at all.
     *
     * @return what was decided and why, for its log; null where there was nothing to decide
     * @throws IOException as {@link #isNeeded()}
     */
    @CheckForNull
    String decide(UnitFlow flow) throws IOException {
        if (!(flow.next() instanceof UnitStep.Run) || !flow.initialises()) {
            return null;
        }
        if (isNeeded()) {
            return because == null ? null : "init runs; " + because;
        }
        flow.skipInit();
        return "init is left out: nothing that it depends on has changed since it succeeded here";
    }

    /** The same for a unit that an earlier engine began with; where that started nothing, it is decided later. */
    void decide(UnitFlow flow, UnitHistory history) throws IOException {
        if (history.hasChains() && flow.initialises() && !isNeeded(history)) {
            flow.skipInit();
        }
    }

    /**
     * An init is about to be started: nothing that is remembered counts any more.
     *
     * @return for whom it has to wait; null where it may start
     */
    @CheckForNull
    String starting() throws IOException {
        String waitsFor = claims.claimInit(unit);
        if (waitsFor == null && before == null && memory != null) {
            before = check(memory, false).inputs();
        }
        return waitsFor;
    }

    /** An init has ended with success. */
    void succeeded() throws IOException {
        if (before != null && memory != null && dependencies.canBeKnown(unit)) {
            memory.records().keep(inputs(), before);
        }
        before = null;
    }

    private boolean decide() throws IOException {
        if (operation == Operation.INIT) {
            return true;
        }
        if (settings.init() != InitMode.AUTO) {
            return settings.init() == InitMode.ALWAYS;
        }
        if (memory == null || settings.options().upgrade() || !dependencies.canBeKnown(unit)) {
            return true;
        }
        InitCheck check = check(memory, true);
        because = check.because();
        before = check.initialised() ? null : check.inputs();
        return !check.initialised();
    }

    private InitCheck check(InitMemory known, boolean wanted) throws IOException {
        return known.records().check(inputs(), wanted);
    }

    private InitInputs inputs() {
        if (inputs == null) {
            inputs = dependencies.of(unit, unit.dataPath());
        }
        return inputs;
    }
}
