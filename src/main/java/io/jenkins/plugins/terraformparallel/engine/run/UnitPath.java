package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.util.ArrayList;
import java.util.List;

/** Which commands a unit's operation consists of where all goes well, in their order. Pure. */
record UnitPath(Unit unit, Operation operation, RunSettings settings, PlanUse use) {

    private static final String DEFAULT_WORKSPACE = "default";

    List<UnitCommand> commands(boolean init) {
        List<UnitCommand> path = new ArrayList<>();
        if (init || operation == Operation.INIT) {
            path.add(UnitCommand.INIT);
        }
        if (operation == Operation.INIT) {
            return path;
        }
        boolean validate = operation == Operation.VALIDATE;
        if (!validate && needsWorkspaceList()) {
            path.add(UnitCommand.WORKSPACE_LIST);
        }
        if (validate) {
            path.add(UnitCommand.VALIDATE);
        } else if (use == PlanUse.SAVED) {
            path.add(UnitCommand.APPLY);
        } else {
            path.add(UnitCommand.PLAN);
            path.add(UnitCommand.SHOW);
            if (use == PlanUse.SAVED_PROVISIONAL) {
                path.add(UnitCommand.SHOW_OLD);
                path.add(UnitCommand.SHOW_NEW);
            }
            if (operation != Operation.PLAN) {
                path.add(UnitCommand.APPLY);
            }
        }
        return path;
    }

    /** Whether the engine decides after this one what comes next; until then processes follow each other by themselves. */
    boolean isDecisionAfter(UnitCommand command) {
        return switch (command) {
            case WORKSPACE_LIST, SHOW_NEW -> true;
            case SHOW -> use != PlanUse.SAVED_PROVISIONAL;
            default -> false;
        };
    }

    /** The default workspace always exists, also where a backend knows no others and can't list them. */
    private boolean needsWorkspaceList() {
        String workspace = unit.workspace();
        return workspace != null && !settings.createWorkspaces() && !workspace.equals(DEFAULT_WORKSPACE);
    }
}
