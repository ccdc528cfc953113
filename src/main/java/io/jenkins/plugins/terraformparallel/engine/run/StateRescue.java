package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.StateFile;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessFiles;
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
        String name = "state/" + unit.key() + "-" + apply.number();
        return dumped ? keepDump(apply, name) : keepErrored(name + ".tfstate");
    }

    @CheckForNull
    private StateFile keepErrored(String name) {
        try {
            return resources.files().moveErroredState(unit, name)
                    ? kept(name, resources.host().directory() + "/" + name)
                    : null;
        } catch (IOException e) {
            String errored = unit.directory() + "/errored.tfstate";
            return kept(errored, errored);
        }
    }

    /** terraform prints the state only where it could not write all of errored.tfstate, so what there is of it is torn. */
    private StateFile keepDump(ProcessId apply, String name) {
        StateFile kept = dump(apply, name + ".tfstate");
        try {
            resources.files().moveErroredState(unit, name + "-torn.tfstate");
        } catch (IOException e) {
            // It stays in the module; nobody needs it.
            return kept;
        }
        return kept;
    }

    private StateFile dump(ProcessId apply, String name) {
        try {
            if (resources.files().saveEmergencyState(apply, name)) {
                return kept(name, resources.host().directory() + "/" + name);
            }
        } catch (IOException e) {
            return rawOutput(apply);
        }
        return rawOutput(apply);
    }

    private static StateFile rawOutput(ProcessId apply) {
        return new StateFile(ProcessFiles.file(ProcessFiles.name(apply), ProcessFiles.STDOUT), null);
    }

    private StateFile kept(String path, String file) {
        return new StateFile(path, inModule("state push " + ShellQuote.quote(file)));
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

    private String inModule(String command) {
        String workspace = unit.workspace();
        String selected = workspace == null ? "" : "TF_WORKSPACE=" + ShellQuote.quote(workspace) + " ";
        String data = unit.hasOwnDataDirectory() ? "TF_DATA_DIR=" + ShellQuote.quote(unit.dataDirectory()) + " " : "";
        return "cd " + ShellQuote.quote(unit.directory()) + " && " + data + selected + terraform() + " " + command;
    }

    /** As the user types it where that is on the PATH. */
    private String terraform() {
        String usual = settings.version().kind().command();
        return settings.executableAsked().equals(usual) ? usual : ShellQuote.quote(settings.executable());
    }
}
