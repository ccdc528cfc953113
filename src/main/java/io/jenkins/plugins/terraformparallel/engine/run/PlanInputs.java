package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.PlainJson;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that a plan depends on, each kind as a keyed hash, so that a misfit can be named without showing values. */
final class PlanInputs {

    private final RunSettings settings;
    private final Map<String, String> environment;
    private final SecretHash hash;

    /** @param environment what terraform inherits, the unit's own variables aside */
    PlanInputs(RunSettings settings, Map<String, String> environment, SecretHash hash) {
        this.settings = settings;
        this.environment = environment;
        this.hash = hash;
    }

    /**
     * The inputs of a unit, in the order in which misfits are named.
     *
     * @param files from {@link UnitFiles#inputs}
     */
    Map<String, String> of(Unit unit, Map<String, String> files) {
        UnitEnvironment variables = UnitEnvironment.of(unit, environment);
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("module", unit.directory());
        inputs.put("workspace", unit.workspace() == null ? "" : unit.workspace());
        inputs.put("terraform version", settings.version().text());
        inputs.put("backend configuration", hash(unit.backendConfig()));
        inputs.putAll(files);
        inputs.put("variables", hash(List.of(unit.vars(), variables.startingWith("TF_VAR_"))));
        inputs.put("options", hash(options(unit, variables)));
        return inputs;
    }

    /** The kinds of input that differ. */
    static List<String> differences(Map<String, String> planned, Map<String, String> now) {
        List<String> differences = new ArrayList<>();
        now.forEach((kind, value) -> {
            if (!value.equals(planned.get(kind))) {
                differences.add(kind);
            }
        });
        return differences;
    }

    private List<Object> options(Unit unit, UnitEnvironment variables) {
        TerraformOptions options = settings.options();
        // What only says how to go about it (lock timeout, number of resources at once) changes no plan.
        List<Object> inputs = new ArrayList<>(List.of(
                unit.targets(),
                unit.replace(),
                options.refresh(),
                new TreeMap<>(options.extraArgs()),
                variables.startingWith("TF_CLI_ARGS")));
        if (options.refreshOnly()) {
            inputs.add("refreshOnly");
        }
        return inputs;
    }

    /** Numbers by their value alone: after a resume the same one may be of another kind, such as 1.0E10 and 1.0E+10. */
    @CheckForNull
    private static Object plain(@CheckForNull Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PlanInputs::plain).collect(Collectors.toCollection(ArrayList::new));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((name, entry) -> copy.put(String.valueOf(name), plain(entry)));
            return copy;
        }
        return value;
    }

    private String hash(Object value) {
        return hash.of(PlainJson.canonical(plain(value)).getBytes(StandardCharsets.UTF_8));
    }
}
