package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.run.LocalPlanStore;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds out whether resources would be changed that nobody has approved: by a saved plan, or by {@code --auto-approve}. */
final class Approval {

    private static final String OPTION = "--auto-approve";

    private Approval() {}

    /**
     * What can be said without knowing the units; empty where nothing is wrong so far.
     *
     * @param planDirectory null where none was given
     */
    static List<Mistake> mistakes(Operation operation, @CheckForNull Path planDirectory) {
        if (operation == Operation.DESTROY) {
            return missing("it: destroy removes what these modules have made, and nobody is asked again");
        }
        if (operation == Operation.APPLY && planDirectory == null) {
            return missing(
                    "it, or a --plan-dir with saved plans (and not --saved-plans=ignore): otherwise apply makes a plan"
                            + " and applies it at once, and nobody sees it before");
        }
        return List.of();
    }

    /**
     * Refuses an apply that would have to make its own plans.
     *
     * @throws RequestException where it would
     */
    static void require(PreparedRun run, Path planDirectory) throws RequestException, IOException {
        SavedPlans savedPlans = run.request().savedPlans();
        if (run.request().operation() != Operation.APPLY || savedPlans == SavedPlans.REQUIRE) {
            return;
        }
        if (savedPlans == SavedPlans.IGNORE) {
            throw new RequestException(missing("it, because with --saved-plans=ignore apply makes a plan and applies it"
                    + " at once, and nobody sees it before"));
        }
        LocalPlanStore plans = new LocalPlanStore(planDirectory);
        for (Unit unit : run.resolution().plan().units()) {
            if (plans.find(unit.key()) != null) {
                return;
            }
        }
        throw new RequestException(
                missing("it, or a plan: " + planDirectory + " has none of these units, so apply would"
                        + " make plans and apply them at once, and nobody sees them before"));
    }

    private static List<Mistake> missing(String expected) {
        return List.of(new Mistake(OPTION, "nothing", expected));
    }
}
