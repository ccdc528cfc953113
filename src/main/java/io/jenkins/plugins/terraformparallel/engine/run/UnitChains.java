package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec.Guard;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.terraform.BackendConfigFile;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformCommands;
import io.jenkins.plugins.terraformparallel.engine.terraform.UnitCommandSettings;
import io.jenkins.plugins.terraformparallel.engine.terraform.VariableFile;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a unit's commands into processes: their arguments, their environment, and the private files that hold what must
 * not stand on a command line.
 */
final class UnitChains {

    private static final String PLAN_SUFFIX = ".tfplan";

    private final Unit unit;
    private final Operation operation;
    private final RunSettings settings;
    private final RunResources resources;

    // Mutable state
    private TerraformCommands commands;
    /** Whether there may be private files. */
    private boolean hasFiles;

    UnitChains(Unit unit, Operation operation, RunSettings settings, RunResources resources) {
        this.unit = unit;
        this.operation = operation;
        this.settings = settings;
        this.resources = resources;
    }

    /**
     * The processes of one chain.
     *
     * @param first the number of its first process
     * @param planFile where a plan is written to, or which one is shown and applied
     * @param savedPlanFile the plan that a newer one is compared with; null if there is none
     * @param environments further variables of commands
     */
    Chain chain(
            List<UnitCommand> wanted,
            int first,
            String planFile,
            @CheckForNull String savedPlanFile,
            Map<UnitCommand, Map<String, String>> environments)
            throws IOException {
        if (commands == null) {
            commands = new TerraformCommands(commandSettings());
        }
        List<ProcessSpec> processes = new ArrayList<>();
        for (UnitCommand command : wanted) {
            List<String> argv = new ArrayList<>();
            argv.add(settings.executable());
            argv.addAll(arguments(command, planFile, savedPlanFile));
            processes.add(new ProcessSpec(
                    first + processes.size(),
                    command.word(),
                    List.copyOf(argv),
                    environment(command, environments.getOrDefault(command, Map.of())),
                    command.continueAfter(),
                    guard(command)));
        }
        Map<String, String> environment = new LinkedHashMap<>(unit.env());
        environment.put("TF_IN_AUTOMATION", "1");
        if (unit.hasOwnDataDirectory()) {
            environment.put("TF_DATA_DIR", unit.dataDirectory());
        }
        return new Chain(
                resources.runId(),
                unit.key(),
                unit.directory(),
                environment,
                List.copyOf(processes),
                wanted.contains(UnitCommand.PLAN) ? planFile : null);
    }

    /** A resumed run: an earlier engine may have written files. */
    void resume() {
        hasFiles = true;
    }

    /** Deletes the private files; the unit starts nothing more. */
    void discardFiles() throws IOException {
        if (hasFiles) {
            resources.files().deleteAll(beginning());
        }
    }

    /** A private file for a plan that isn't kept, which a chain is about to make; returns its absolute path. */
    String temporaryPlan(int number) {
        hasFiles = true;
        return temporaryPlanPath(number);
    }

    private String write(String name, byte[] content) throws IOException {
        hasFiles = true;
        return resources.files().write(beginning() + name, content);
    }

    /** The absolute path of a plan that isn't kept. */
    String temporaryPlanPath(int number) {
        return resources.host().directory() + "/" + beginning() + number + PLAN_SUFFIX;
    }

    private List<String> arguments(UnitCommand command, String planFile, @CheckForNull String savedPlanFile) {
        return switch (command) {
            case INIT -> operation == Operation.VALIDATE ? commands.initWithoutBackend() : commands.init();
            case WORKSPACE_LIST -> commands.workspaceList();
            case PLAN -> commands.plan(operation == Operation.DESTROY, planFile);
            case SHOW -> commands.show(planFile);
            case SHOW_OLD -> commands.showJson(savedPlanFile == null ? planFile : savedPlanFile);
            case SHOW_NEW -> commands.showJson(planFile);
            case APPLY -> commands.apply(planFile);
            case VALIDATE -> commands.validate();
        };
    }

    private Map<String, String> environment(UnitCommand command, Map<String, String> further) {
        Map<String, String> variables = new TreeMap<>(further);
        if (command == UnitCommand.INIT) {
            variables.putAll(InitHeap.variables(unit, resources.environment()));
        } else if (unit.workspace() != null && command != UnitCommand.WORKSPACE_LIST) {
            // Under TF_WORKSPACE, init fails for a workspace that doesn't exist yet, and the list could create it.
            variables.put("TF_WORKSPACE", unit.workspace());
        }
        return variables;
    }

    private Guard guard(UnitCommand command) {
        boolean usesState = command == UnitCommand.PLAN || command == UnitCommand.APPLY;
        return unit.workspace() == null && usesState ? Guard.DEFAULT_WORKSPACE : Guard.NONE;
    }

    private UnitCommandSettings commandSettings() throws IOException {
        List<String> varFiles = new ArrayList<>(unit.varFiles());
        if (!unit.vars().isEmpty()) {
            varFiles.add(write("vars" + VariableFile.SUFFIX, VariableFile.render(unit.vars())));
        }
        String backendConfig = unit.backendConfig().isEmpty()
                ? null
                : write("backend" + BackendConfigFile.SUFFIX, BackendConfigFile.render(unit.backendConfig()));
        TerraformOptions options = settings.options();
        return new UnitCommandSettings(
                settings.version(),
                varFiles,
                backendConfig,
                unit.targets(),
                unit.replace(),
                options.lockTimeout(),
                options.lock(),
                options.refresh(),
                options.refreshOnly(),
                options.upgrade(),
                options.resourceParallelism(),
                options.extraArgs());
    }

    /** A key holds no tilde, so that no other unit's files begin so. */
    private String beginning() {
        return "values/" + unit.key() + "~";
    }
}
