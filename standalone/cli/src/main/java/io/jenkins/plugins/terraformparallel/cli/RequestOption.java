package io.jenkins.plugins.terraformparallel.cli;

import java.util.Arrays;
import java.util.List;

/**
 * The options that are parameters of the request. The engine's reader of requests knows what may stand in them; here is
 * only how they are written on a command line.
 */
enum RequestOption {
    EXCLUDE(
            "modules",
            "--exclude",
            Shape.EXCLUSIONS,
            OptionSection.MODULES,
            "GLOB",
            "Take away what globs found; the same as a MODULE '!GLOB'. Repeatable."),
    WORKSPACE(
            "workspaces",
            "--workspace",
            Shape.LIST_INSTEAD,
            OptionSection.MODULES,
            "NAME",
            "Run every module in this workspace; with several, in each of them. It must exist. Repeatable."),
    CREATE_WORKSPACES(
            "createWorkspaces",
            "--create-workspaces",
            Shape.SWITCH,
            OptionSection.MODULES,
            "BOOL",
            "Leave it to terraform to create a workspace that doesn't exist."),

    PARALLEL(
            "parallel",
            "--parallel",
            Shape.TEXT,
            OptionSection.RUN,
            "N",
            "The most terraform processes at once, 1 to 4; default 4. Above 4: 4 is used, and said."),
    FAIL_FAST(
            "failFast",
            "--fail-fast",
            Shape.SWITCH,
            OptionSection.RUN,
            "interrupt",
            "After the first failure start nothing new and interrupt what isn't applying yet; with =interrupt running"
                    + " applies, too."),
    TIMEOUT(
            "timeout",
            "--timeout",
            Shape.TEXT,
            OptionSection.RUN,
            "DURATION",
            "How long one unit may take, such as 90s or 1h30m; default: as long as it takes."),
    GRACE_PERIOD(
            "gracePeriod",
            "--grace-period",
            Shape.TEXT,
            OptionSection.RUN,
            "DURATION",
            "How long an interrupted terraform may take to save its state before it is killed; default 5m for apply and"
                    + " destroy, else 30s."),

    VAR(
            "vars",
            "--var",
            Shape.VALUES,
            OptionSection.VALUES,
            "NAME=TEXT",
            "A variable for all modules: text as it is, or NAME:=JSON for any other value. Repeatable."),
    VAR_FILE(
            "varFiles",
            "--var-file",
            Shape.LIST_ADDED,
            OptionSection.VALUES,
            "FILE",
            "A file of variables for all modules. Repeatable; the last one wins."),
    BACKEND_CONFIG(
            "backendConfig",
            "--backend-config",
            Shape.VALUES,
            OptionSection.VALUES,
            "NAME=TEXT",
            "An entry of the backend's configuration, or NAME:=JSON; init then runs with -reconfigure. Repeatable."),
    ENV(
            "env",
            "--env",
            Shape.TEXT_VALUES,
            OptionSection.VALUES,
            "NAME=TEXT",
            "An environment variable for terraform. Repeatable."),
    MASK(
            "mask",
            "--mask",
            Shape.LIST_ADDED,
            OptionSection.VALUES,
            "NAME",
            "The value of this variable, backend entry or environment variable is a secret and never shown."
                    + " Repeatable."),

    EXECUTABLE(
            "executable",
            "--executable",
            Shape.TEXT,
            OptionSection.TERRAFORM,
            "FILE",
            "A name on the PATH, a file, or a directory that holds terraform or tofu; default terraform."),
    INIT(
            "init",
            "--init",
            Shape.TEXT,
            OptionSection.TERRAFORM,
            "WHEN",
            "Whether 'terraform init' runs first: auto (default; only where something that it depends on has changed"
                    + " since it last succeeded there), always or never."),
    PLUGIN_CACHE(
            "pluginCache",
            "--plugin-cache",
            Shape.SWITCH,
            OptionSection.TERRAFORM,
            "DIR",
            "Keep providers in a cache that any number of runs may share at once; with =DIR there, else below the user's"
                    + " cache directory."),
    SAME_DIRECTORY(
            "sameDirectory",
            "--same-directory",
            Shape.TEXT,
            OptionSection.TERRAFORM,
            "WAY",
            "How units of one module share its directory: serial (one after the other; default) or parallel (at once, each"
                    + " with a data directory of its own)."),
    UPGRADE("upgrade", "--upgrade", Shape.SWITCH, OptionSection.TERRAFORM, "BOOL", "Passes on 'init -upgrade'."),
    LOCK(
            "lock",
            "--lock",
            Shape.SWITCH,
            OptionSection.TERRAFORM,
            "BOOL",
            "--lock=false passes on -lock=false: no state lock is taken."),
    LOCK_TIMEOUT(
            "lockTimeout",
            "--lock-timeout",
            Shape.TEXT,
            OptionSection.TERRAFORM,
            "DURATION",
            "Passes on -lock-timeout: how long terraform waits for a state lock."),
    REFRESH(
            "refresh",
            "--refresh",
            Shape.SWITCH,
            OptionSection.TERRAFORM,
            "BOOL",
            "--refresh=false passes on -refresh=false."),
    REFRESH_ONLY(
            "refreshOnly",
            "--refresh-only",
            Shape.SWITCH,
            OptionSection.TERRAFORM,
            "BOOL",
            "plan passes on -refresh-only: it looks for drift, and for nothing else."),
    RESOURCE_PARALLELISM(
            "resourceParallelism",
            "--resource-parallelism",
            Shape.TEXT,
            OptionSection.TERRAFORM,
            "N",
            "Passes on -parallelism: resources at once within one terraform."),
    EXTRA_ARGS(
            "extraArgs",
            "--extra-args",
            Shape.COMMAND_LISTS,
            OptionSection.TERRAFORM,
            "COMMAND=OPTION",
            "A further option for init, plan, apply or validate, such as plan=-compact-warnings. Repeatable."),

    SAVED_PLANS(
            "savedPlans",
            "--saved-plans",
            Shape.TEXT,
            OptionSection.PLANS,
            "HOW",
            "How apply treats the plans in --plan-dir: auto (default), require or ignore."),
    REPLAN(
            "replan",
            "--replan",
            Shape.TEXT,
            OptionSection.PLANS,
            "NEXT",
            "What becomes of a unit whose saved plan had to be made again and now has other changes: stop (default; look"
                    + " at it and apply again) or apply."),

    CONSOLE(
            "console",
            "--console",
            Shape.TEXT,
            OptionSection.OUTPUT,
            "WHAT",
            "What of the modules' output is shown, too: summary (nothing; default), failures or all.");

    /** How an option's values become one of the request's. */
    enum Shape {
        /** One text. */
        TEXT,
        /** True without a value, which must be attached by {@code =}. */
        SWITCH,
        /** Repeatable; takes the place of a request file's list. */
        LIST_INSTEAD,
        /** Repeatable; comes after a request file's list. */
        LIST_ADDED,
        /** Repeatable entries of a map, as text or JSON. */
        VALUES,
        /** Repeatable entries of a map, as text. */
        TEXT_VALUES,
        /** Repeatable entries of lists in a map. */
        COMMAND_LISTS,
        /** Repeatable; patterns that begin with {@code !} once they are in the list of modules. */
        EXCLUSIONS;

        boolean isRepeatable() {
            return this != TEXT && this != SWITCH;
        }
    }

    private final String key;
    private final String option;
    private final Shape shape;
    private final OptionSection section;
    private final String label;
    private final String description;

    RequestOption(String key, String option, Shape shape, OptionSection section, String label, String description) {
        this.key = key;
        this.option = option;
        this.shape = shape;
        this.section = section;
        this.label = label;
        this.description = description;
    }

    /** The parameter's name in a request. */
    String key() {
        return key;
    }

    /** With its dashes. */
    String option() {
        return option;
    }

    Shape shape() {
        return shape;
    }

    OptionSection section() {
        return section;
    }

    /** What stands for its value in the help. Completion scripts name the candidates by it. */
    String label() {
        return label;
    }

    String description() {
        return description;
    }

    /** Values that a completing shell offers; empty where they are the user's own. */
    List<String> candidates() {
        return switch (this) {
            case FAIL_FAST -> List.of("interrupt", "true", "false");
            case INIT -> List.of("always", "never");
            case SAME_DIRECTORY -> List.of("serial", "parallel");
            case SAVED_PLANS -> List.of("auto", "require", "ignore");
            case REPLAN -> List.of("stop", "apply");
            case CONSOLE -> List.of("summary", "failures", "all");
            default -> shape == Shape.SWITCH ? List.of("true", "false") : List.of();
        };
    }

    /** Whether its value is a file or a directory. */
    boolean isPath() {
        return this == VAR_FILE || this == EXECUTABLE || this == EXCLUDE;
    }

    /** Those that a resumed run takes: values that the journal doesn't keep, and what is shown. */
    static List<RequestOption> ofResume() {
        return List.of(VAR, BACKEND_CONFIG, ENV, MASK, CONSOLE);
    }

    static List<RequestOption> all() {
        return Arrays.asList(values());
    }
}
