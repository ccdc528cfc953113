package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.StateFile;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ShellQuote;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;

/** Looks after a unit's state when its terraform couldn't: keeps what there is, and says how it gets back. */
final class StateRescue {

    private final Unit unit;
    private final RunSettings settings;
    private final RunResources resources;

    StateRescue(Unit unit, RunSettings settings, RunResources resources) {
        this.unit = unit;
        this.settings = settings;
        this.resources = resources;
    }

    /**
     * Keeps the state that an apply left behind.
     *
     * @param dumped whether it wrote the state to its output
     * @return null where there was nothing to keep
     */
    @CheckForNull
    StateFile keep(ProcessId apply, boolean dumped) {
        String name = "state/" + unit.key() + "-" + apply.number() + ".tfstate";
        try {
            if (resources.files().moveErroredState(unit, name)) {
                return new StateFile(name, push(name));
            }
            if (dumped && resources.files().saveEmergencyState(apply, name)) {
                return new StateFile(name, push(name));
            }
            return dumped ? rawOutput(apply) : null;
        } catch (IOException e) {
            // The file stays where terraform left it: in the module, or in its raw output.
            return rawOutput(apply);
        }
    }

    /**
     * The lock that a process which didn't end by itself left behind, where that can be seen.
     *
     * @return null where there is none to be seen
     */
    @CheckForNull
    StateLock stayingLock() {
        try {
            StateLock lock = resources.files().stateLock(unit);
            String id = lock == null ? null : lock.id();
            return id == null
                    ? lock
                    : new StateLock(id, lock.who(), lock.created(), inModule("force-unlock " + ShellQuote.quote(id)));
        } catch (IOException e) {
            return null;
        }
    }

    private static StateFile rawOutput(ProcessId apply) {
        return new StateFile("processes/" + apply.unit() + "/" + apply.number() + "/stdout", null);
    }

    private String push(String name) {
        return inModule("state push " + ShellQuote.quote(resources.host().directory() + "/" + name));
    }

    private String inModule(String command) {
        String workspace = unit.workspace();
        String selected = workspace == null ? "" : "TF_WORKSPACE=" + ShellQuote.quote(workspace) + " ";
        return "cd " + ShellQuote.quote(unit.directory()) + " && " + selected
                + settings.version().kind().command() + " " + command;
    }
}
