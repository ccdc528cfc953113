package io.jenkins.plugins.terraformparallel.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the step returns: maps, lists, texts, numbers and booleans only, and few of them, because a Pipeline's variables are
 * written to disk with every later step. The rest is on the run's page.
 */
final class ResultMap {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultMap() {}

    /** @param url of the run's page, absolute where Jenkins knows its own address */
    static Map<String, Object> of(RunReport report, String url) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("status", report.status().name());
        result.put("operation", report.operation().keyword());
        result.put("id", report.id());
        result.put("url", url);
        result.put("hasChanges", report.hasChanges());
        Map<String, Object> parallel = new LinkedHashMap<>();
        parallel.put("asked", report.parallelAsked());
        parallel.put("used", report.parallelUsed());
        result.put("parallel", parallel);
        Map<String, Object> totals = new LinkedHashMap<>();
        report.totals().forEach((state, count) -> totals.put(state.name(), count));
        result.put("totals", totals);
        result.put("failed", names(report.failures()));
        result.put("skipped", names(report.unitsIn(UnitState.SKIPPED)));
        result.put(
                "changed",
                names(report.units().stream().filter(UnitReport::hasChanges).toList()));
        Map<String, Object> units = new LinkedHashMap<>();
        boolean applied = report.operation() == Operation.APPLY;
        report.units().forEach(unit -> units.put(unit.name(), unit(unit, applied)));
        result.put("units", units);
        return result;
    }

    private static List<String> names(List<UnitReport> units) {
        List<String> names = new ArrayList<>();
        units.forEach(unit -> names.add(unit.name()));
        return names;
    }

    private static Map<String, Object> unit(UnitReport unit, boolean applied) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("status", unit.status().name());
        entry.put("hasChanges", unit.hasChanges());
        entry.put("changes", changes(unit.changes()));
        if (applied) {
            // Also where there are none: a Pipeline that asks for one gets null, and no exception.
            Map<String, Object> outputs = new LinkedHashMap<>();
            unit.outputs().forEach((name, output) -> outputs.put(name, value(output)));
            entry.put("outputs", outputs);
        }
        return entry;
    }

    @CheckForNull
    private static Map<String, Object> changes(@CheckForNull ChangeCounts counts) {
        if (counts == null) {
            return null;
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("add", counts.add());
        changes.put("change", counts.change());
        changes.put("destroy", counts.destroy());
        changes.put("import", counts.imported());
        changes.put("move", counts.move());
        changes.put("forget", counts.forget());
        changes.put("outputs", counts.outputs());
        return changes;
    }

    @CheckForNull
    private static Object value(OutputValue output) {
        return output.sensitive() ? null : JSON.convertValue(output.value(), Object.class);
    }
}
