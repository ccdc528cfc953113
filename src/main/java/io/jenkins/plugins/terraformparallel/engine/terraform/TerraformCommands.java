package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of one unit: arguments without the executable, to be run in the module's directory.
 *
 * <p>Terraform puts {@code TF_CLI_ARGS*} before them, and the last of several equal options wins. So the user's own come
 * first and ours last: whatever the environment says, an event stream is JSON and a diff is text. The first of ours is
 * one that can be lost, because a user's option without its value swallows what follows. No colour anywhere: some lines
 * of {@code init -json} are plain text, and coloured without it.
 */
public final class TerraformCommands {

    private static final String NO_INPUT = "-input=false";
    private static final String NO_COLOR = "-no-color";
    private static final String JSON = "-json";

    private final UnitCommandSettings settings;

    /** Command lines for a unit with these settings. */
    public TerraformCommands(UnitCommandSettings settings) {
        this.settings = settings;
    }

    /** Text on one line, see {@link TerraformVersion#parse}; needs no module. */
    public static List<String> version() {
        return List.of("version", "-json=false");
    }

    /** Prepares the module with its backend; events where {@link TerraformVersion#initJson()}, otherwise text. */
    public List<String> init() {
        List<String> line = begin("init");
        line.add(NO_INPUT);
        String file = settings.backendConfigFile();
        if (file != null) {
            // Never -migrate-state: nobody's state is moved by a plan.
            line.add("-reconfigure");
            line.add("-backend-config=" + file);
        }
        addLock(line);
        return finishInit(line);
    }

    /** Prepares the module for {@link #validate()}: no backend, no state. */
    public List<String> initWithoutBackend() {
        List<String> line = begin("init");
        line.add(NO_INPUT);
        line.add("-backend=false");
        return finishInit(line);
    }

    private List<String> finishInit(List<String> line) {
        if (settings.upgrade()) {
            line.add("-upgrade");
        }
        if (settings.version().variablesEverywhere()) {
            addVariables(line);
        }
        if (settings.version().initJson()) {
            line.add(JSON);
        }
        line.add(NO_COLOR);
        return List.copyOf(line);
    }

    /** Text, see {@link WorkspaceList#parse}. */
    public List<String> workspaceList() {
        List<String> line = new ArrayList<>(List.of("workspace", "list"));
        if (settings.version().variablesEverywhere()) {
            addVariables(line);
        }
        line.add(NO_COLOR);
        return List.copyOf(line);
    }

    /**
     * Events; exit code 2 together with a change summary means changes.
     *
     * @param destroy plans to destroy everything; {@code -replace} makes no sense there and terraform refuses it
     * @param planFile absolute path of the file to write
     */
    public List<String> plan(boolean destroy, String planFile) {
        List<String> line = begin("plan");
        line.add(NO_INPUT);
        addLock(line);
        addParallelism(line);
        if (destroy) {
            line.add("-destroy");
        }
        if (!settings.refresh()) {
            line.add("-refresh=false");
        }
        if (settings.refreshOnly()) {
            line.add("-refresh-only");
        }
        settings.targets().forEach(address -> line.add("-target=" + address));
        if (!destroy) {
            settings.replace().forEach(address -> line.add("-replace=" + address));
        }
        addVariables(line);
        line.addAll(List.of(JSON, NO_COLOR, "-detailed-exitcode", "-out=" + planFile));
        return List.copyOf(line);
    }

    /**
     * Events. Targets, refresh and destroy are the plan's.
     *
     * @param planFile absolute path of a saved plan
     */
    public List<String> apply(String planFile) {
        List<String> line = begin("apply");
        line.add(NO_INPUT);
        addLock(line);
        addParallelism(line);
        if (settings.version().applyTakesVariables()) {
            addVariables(line);
        }
        line.addAll(List.of(JSON, NO_COLOR, planFile));
        return List.copyOf(line);
    }

    /** The diff of a saved plan as text. */
    public List<String> show(String planFile) {
        return show("-json=false", planFile);
    }

    /** A saved plan as one JSON document, with all values in clear; see {@link PlanDigest}. */
    public List<String> showJson(String planFile) {
        return show(JSON, planFile);
    }

    private List<String> show(String format, String planFile) {
        List<String> line = begin("show");
        if (settings.version().variablesEverywhere()) {
            addVariables(line);
        }
        line.addAll(List.of(NO_COLOR, format, planFile));
        return List.copyOf(line);
    }

    /** One JSON document on many lines, see {@link ValidateResult}. */
    public List<String> validate() {
        List<String> line = begin("validate");
        if (settings.version().variablesEverywhere()) {
            addVariables(line);
        }
        line.addAll(List.of(NO_COLOR, JSON));
        return List.copyOf(line);
    }

    private List<String> begin(String command) {
        List<String> line = new ArrayList<>();
        line.add(command);
        line.addAll(settings.extraArgs().getOrDefault(command, List.of()));
        return line;
    }

    private void addLock(List<String> line) {
        if (!settings.lock()) {
            line.add("-lock=false");
        }
        if (settings.lockTimeout() != null) {
            line.add("-lock-timeout=" + settings.lockTimeout());
        }
    }

    private void addParallelism(List<String> line) {
        if (settings.resourceParallelism() != null) {
            line.add("-parallelism=" + settings.resourceParallelism());
        }
    }

    private void addVariables(List<String> line) {
        settings.varFiles().forEach(file -> line.add("-var-file=" + file));
    }
}
