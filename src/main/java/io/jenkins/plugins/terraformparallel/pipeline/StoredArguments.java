package io.jenkins.plugins.terraformparallel.pipeline;

import io.jenkins.plugins.terraformparallel.pipeline.form.FormField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * What a build keeps of the step's arguments, in place of Jenkins' own record, which knows only of secrets that are bound
 * to variables: no value of {@code vars}, {@code backendConfig} and {@code env}, and nothing whose parameter is unknown.
 * Saved with the flow node.
 */
final class StoredArguments extends ArgumentsAction {

    private static final Set<String> VALUES = Set.of("vars", "backendConfig", "env");

    private final Map<String, Object> arguments;

    private StoredArguments(Map<String, Object> arguments) {
        this.arguments = arguments;
    }

    /** Takes the place of what the step's node has; leaves it alone where there is nothing to hide. */
    static void replaceThoseOf(FlowNode node) {
        Map<String, Object> known = ArgumentsAction.getArguments(node);
        Map<String, Object> stored = withoutValues(known);
        if (!stored.equals(known)) {
            node.replaceActions(ArgumentsAction.class, new StoredArguments(stored));
        }
    }

    static Map<String, Object> withoutValues(Map<String, Object> arguments) {
        Map<String, Object> stored = new LinkedHashMap<>();
        arguments.forEach((key, value) -> {
            boolean hidden = VALUES.contains(key) || FormField.named(key).isEmpty();
            stored.put(key, hidden ? NotStoredReason.MASKED_VALUE : key.equals("modules") ? modules(value) : value);
        });
        return stored;
    }

    private static Object modules(Object modules) {
        if (!(modules instanceof List<?> list)) {
            return modules instanceof Map<?, ?> map ? module(map) : modules;
        }
        List<Object> stored = new ArrayList<>();
        list.forEach(module -> stored.add(module instanceof Map<?, ?> map ? module(map) : module));
        return stored;
    }

    private static Map<String, Object> module(Map<?, ?> module) {
        Map<String, Object> stored = new LinkedHashMap<>();
        module.forEach((key, value) -> {
            boolean shown = Set.of(
                            "path", "name", "workspace", "workspaces", "dependsOn", "targets", "replace", "timeout")
                    .contains(String.valueOf(key));
            stored.put(String.valueOf(key), shown ? value : NotStoredReason.MASKED_VALUE);
        });
        return stored;
    }

    @Override
    protected Map<String, Object> getArgumentsInternal() {
        return arguments;
    }
}
