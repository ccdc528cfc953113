package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Describes the commands to picocli. By its programming interface, not by annotations: options come from the tables
 * {@link RequestOption} and {@link ReportOption}, and a start doesn't pay for reflection.
 */
final class CommandSpecs {

    static final String NAME = "terraform-parallel";
    static final String RESUME = "resume";
    static final String REPORT = "report";
    static final String COMPLETION = "generate-completion";
    static final String HELP = "help";

    static final String REQUEST = "--request";
    static final String RUN_DIR = "--run-dir";
    static final String PLAN_DIR = "--plan-dir";
    static final String LIST = "--list";
    static final String AUTO_APPROVE = "--auto-approve";
    static final String DETAILED_EXITCODE = "--detailed-exitcode";

    private static final String FILE = "FILE";
    private static final String DIR = "DIR";

    private CommandSpecs() {}

    /**
     * The program, with all commands.
     *
     * @param wanted which of them are needed with their options: describing all costs a start more than all the rest
     */
    static CommandSpec root(Predicate<String> wanted) {
        CommandSpec root = CommandSpec.create().name(NAME);
        root.usageMessage()
                .customSynopsis(
                        NAME + " OPERATION [options] MODULE...",
                        "       " + NAME + " resume RUN_DIR [options]",
                        "       " + NAME + " report RUN_DIR [options]")
                .descriptionHeading("%n")
                .description(
                        "Plans, applies, destroys and validates many Terraform modules at once, at most four at a time,"
                                + " in dependency order.")
                .commandListHeading("%nOperations and commands:%n")
                .optionListHeading("%nOptions:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.explained())
                .footerHeading("%nExamples:%n")
                .footer(
                        "  " + NAME + " plan 'envs/*' '!envs/old' --html report.html",
                        "  " + NAME + " apply --request request.yaml --auto-approve",
                        "",
                        "'" + NAME + " plan --help' explains all options. Quote globs: they are not the shell's.");
        root.addOption(version());
        root.addOption(help());
        for (Operation operation : Operation.values()) {
            String word = operation.keyword();
            CommandSpec command = command(word, OperationHelp.summary(operation));
            root.addSubcommand(word, wanted.test(word) ? operation(operation, command) : command);
        }
        CommandSpec resume = command(RESUME, "Goes on with a run whose engine died, or was killed.");
        root.addSubcommand(RESUME, wanted.test(RESUME) ? resume(resume) : resume);
        CommandSpec report = command(REPORT, "Prints the summary of a run and writes reports, from its journal.");
        root.addSubcommand(REPORT, wanted.test(REPORT) ? report(report) : report);
        root.addSubcommand(COMPLETION, completion());
        root.addSubcommand(HELP, helpCommand());
        return root;
    }

    private static CommandSpec operation(Operation operation, CommandSpec spec) {
        String word = operation.keyword();
        spec.usageMessage()
                .customSynopsis(
                        NAME + " " + word + " [options] MODULE...",
                        "       " + NAME + " " + word + " [options] --request FILE")
                .footerHeading("%nExamples:%n")
                .footer(OperationHelp.examples(operation));
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("MODULE")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(File.class)
                .description("A module's directory, or an Ant-style glob below the current directory ('envs/*');"
                        + " '!GLOB' takes away what globs found. Write -- before one that begins with -.")
                .build());
        RequestOption.all().forEach(option -> spec.addOption(option(option)));
        spec.addOption(path(
                REQUEST,
                FILE,
                "The request as YAML or JSON, with settings and dependencies of single modules."
                        + " Options win over it."));
        spec.addOption(path(
                RUN_DIR,
                DIR,
                "Where the run's journal and logs go, new or empty; default: a fresh one under"
                        + " the user's state directory."));
        spec.addOption(
                path(PLAN_DIR, DIR, "Where plan saves plans and apply finds them. They hold all values in clear."));
        spec.addOption(flag(AUTO_APPROVE, "Needed by destroy, and by an apply that has no saved plan."));
        spec.addOption(flag(LIST, "Print what would run, in order and why, and run nothing."));
        spec.addOption(flag(DETAILED_EXITCODE, "Exit with 2 when there are changes."));
        addReports(spec);
        return spec;
    }

    private static CommandSpec resume(CommandSpec spec) {
        spec.usageMessage()
                .customSynopsis(NAME + " resume RUN_DIR [options]")
                .description(
                        "Goes on with a run whose engine died, or was killed.",
                        "",
                        "It takes the environment that it is started in. The journal keeps no secret: values that were masked"
                                + " must be given again, by the environment and --mask, by --var, --backend-config and"
                                + " --env, or by --request. What these options give is masked.");
        spec.addPositional(runDirectory("The run's directory, as it is named at its start and its end."));
        RequestOption.ofResume().forEach(option -> spec.addOption(option(option)));
        spec.addOption(path(REQUEST, FILE, "The request of the run, for its masked values."));
        spec.addOption(flag(DETAILED_EXITCODE, "Exit with 2 when there are changes."));
        addReports(spec);
        return spec;
    }

    private static CommandSpec report(CommandSpec spec) {
        spec.usageMessage()
                .customSynopsis(NAME + " report RUN_DIR [options]")
                .footer(
                        "",
                        "Works at any time: while the run goes on, after its end, and after its engine was killed.");
        spec.addPositional(runDirectory("The run's directory, as it is named at its start and its end."));
        spec.addOption(flag(DETAILED_EXITCODE, "Exit with 2 when there are changes."));
        addReports(spec);
        return spec;
    }

    private static CommandSpec completion() {
        CommandSpec spec = command(COMPLETION, "Prints a completion script for bash and zsh.");
        spec.usageMessage()
                .customSynopsis(NAME + " generate-completion")
                .footerHeading("%nExample:%n")
                .footer("  source <(" + NAME + " generate-completion)");
        return spec;
    }

    private static CommandSpec helpCommand() {
        CommandSpec spec = command(HELP, "Explains a command.");
        spec.usageMessage().customSynopsis(NAME + " help [COMMAND]");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("COMMAND")
                .arity("0..1")
                .type(String.class)
                .description("The command to explain; default: all of them in short.")
                .build());
        return spec;
    }

    private static CommandSpec command(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name);
        UsageMessageSpec usage = spec.usageMessage();
        usage.descriptionHeading("%n")
                .description(description)
                .parameterListHeading("%n")
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.explained());
        spec.addOption(help());
        return spec;
    }

    private static void addReports(CommandSpec spec) {
        for (ReportOption report : ReportOption.values()) {
            spec.addOption(path(report.option(), FILE, report.description()));
        }
    }

    private static OptionSpec option(RequestOption option) {
        OptionSpec.Builder spec = option == RequestOption.PARALLEL
                ? OptionSpec.builder("-p", option.option())
                : OptionSpec.builder(option.option());
        Class<?> type = option.isPath() ? File.class : String.class;
        if (option.shape().isRepeatable()) {
            spec.type(List.class).auxiliaryTypes(type).arity("1");
        } else if (option.shape() == RequestOption.Shape.SWITCH) {
            spec.type(type).arity("0..1").preprocessor(CommandSpecs::onlyAttached);
        } else {
            spec.type(type).arity("1");
        }
        if (!option.candidates().isEmpty()) {
            spec.completionCandidates(option.candidates());
        }
        return spec.paramLabel(option.label()).description(option.description()).build();
    }

    /** What follows a switch without {@code =} is no value of it but the next argument. */
    private static boolean onlyAttached(
            java.util.Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        if (!"=".equals(info.get("separator"))) {
            arguments.push("true");
        }
        return false;
    }

    private static OptionSpec path(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(File.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(boolean.class)
                .arity("0")
                .description("Show this help.")
                .build();
    }

    private static OptionSpec version() {
        return OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .type(boolean.class)
                .arity("0")
                .description("Show the version and what it needs.")
                .build();
    }

    private static PositionalParamSpec runDirectory(String description) {
        return PositionalParamSpec.builder()
                .paramLabel("RUN_DIR")
                .required(true)
                .arity("1")
                .index("0")
                .type(File.class)
                .description(description)
                .build();
    }

    /** The options of an operation by the headings under which its help lists them. */
    static Map<String, List<String>> sections() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (OptionSection section : OptionSection.values()) {
            List<String> names = new ArrayList<>();
            RequestOption.all().stream()
                    .filter(option -> option.section() == section)
                    .forEach(option -> names.add(option.option()));
            switch (section) {
                case MODULES -> names.add(0, REQUEST);
                case RUN -> names.addAll(List.of(RUN_DIR, LIST));
                case PLANS -> names.addAll(0, List.of(AUTO_APPROVE, PLAN_DIR));
                case OUTPUT -> {
                    for (ReportOption report : ReportOption.values()) {
                        names.add(report.option());
                    }
                    names.addAll(List.of(DETAILED_EXITCODE, "--help"));
                }
                case VALUES, TERRAFORM -> {
                    // Nothing that isn't a parameter of the request.
                }
            }
            sections.put(section.heading(), names);
        }
        return sections;
    }
}
