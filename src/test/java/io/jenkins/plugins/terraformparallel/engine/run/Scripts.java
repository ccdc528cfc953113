package io.jenkins.plugins.terraformparallel.engine.run;

import java.util.Map;

/** What terraform does where a test has nothing else in mind: it finds changes and makes them. */
final class Scripts {

    private static final Map<String, ProcessScript> FINE = Map.of(
            "init", ProcessScript.recorded("init.ndjson", 0),
            "workspace list", ProcessScript.printing("  default\n* dev\n  eu\n", 0),
            "plan", ProcessScript.recorded("plan-create.ndjson", 2),
            "show", ProcessScript.recorded("show-mixed.txt", 0),
            "show saved plan", ProcessScript.recorded("show-mixed.json", 0),
            "show new plan", ProcessScript.recorded("show-mixed.json", 0),
            "apply", ProcessScript.recorded("apply-create.ndjson", 0),
            "validate", ProcessScript.recorded("validate-fine.json", 0));

    private Scripts() {}

    static ProcessScript fine(String unit, String command) {
        return FINE.get(command);
    }
}
