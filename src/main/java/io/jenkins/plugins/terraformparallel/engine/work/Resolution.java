package io.jenkins.plugins.terraformparallel.engine.work;

import java.io.Serializable;
import java.util.List;

/**
 * What a request comes to.
 *
 * @param units the plan's units in its order, each with the reason why it is in the run
 */
public record Resolution(WorkPlan plan, List<PlannedUnit> units) implements Serializable {

    public Resolution {
        units = List.copyOf(units);
    }
}
