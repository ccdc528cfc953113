package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.event.PlainJson;
import io.jenkins.plugins.terraformparallel.engine.request.CliConfigurationFiles;
import io.jenkins.plugins.terraformparallel.engine.request.InitArguments;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code terraform init} depends on outside of the module's files. Variables of the environment count unless they are
 * known to change nothing: credentials may be new in every build, and decide only whether init can do its work. Pure.
 */
final class InitDependencies {

    private static final String TERRAFORM = "TF_";
    private static final String ARGUMENTS = "TF_CLI_ARGS";
    private static final String INIT_ARGUMENTS = ARGUMENTS + "_init";
    private static final String VARIABLE = "TF_VAR_";
    /** What begins so doesn't decide what init makes: values, logs, credentials, how it talks, options of other commands. */
    private static final List<String> WITHOUT_MEANING = List.of(
            VARIABLE,
            "TF_LOG",
            "TF_TOKEN_",
            "TF_HTTP_USERNAME",
            "TF_HTTP_PASSWORD",
            "TF_INPUT",
            "TF_IN_AUTOMATION",
            ARGUMENTS + "_");

    private final RunSettings settings;
    private final Operation operation;
    private final Map<String, String> environment;
    private final SecretHash hash;

    /**
     * @param environment what terraform inherits, the unit's own variables aside
     * @param hash keyed; the same from run to run
     */
    InitDependencies(RunSettings settings, Operation operation, Map<String, String> environment, SecretHash hash) {
        this.settings = settings;
        this.operation = operation;
        this.environment = ofTerraform(environment);
        this.hash = hash;
    }

    /** What of an environment terraform itself reads: each unit is asked about no more. */
    private static Map<String, String> ofTerraform(Map<String, String> environment) {
        return ofTerraform(new UnitEnvironment(environment));
    }

    private static Map<String, String> ofTerraform(UnitEnvironment environment) {
        Map<String, String> found = environment.startingWith(TERRAFORM);
        found.putAll(environment.named(CliConfigurationFiles.VARIABLES));
        return found;
    }

    /** Whether there is more to it than can be compared: files that only terraform finds. */
    boolean canBeKnown(Unit unit) {
        return !InitArguments.nameFiles(environment(unit).variables());
    }

    /** @param dataDirectory absolute */
    InitInputs of(Unit unit, String dataDirectory) {
        UnitEnvironment own = environment(unit);
        boolean variables = settings.version().variablesEverywhere();
        boolean backend = operation != Operation.VALIDATE;
        Map<String, String> known = new LinkedHashMap<>();
        known.put("terraform version", hash(settings.version().toString()));
        known.put("environment", hash(ofInit(own)));
        known.put("options", hash(settings.options().extraArgs().getOrDefault("init", List.of())));
        if (backend) {
            known.put("backend configuration", hash(unit.backendConfig()));
        }
        if (variables) {
            known.put("variables", hash(List.of(unit.vars(), own.startingWith(VARIABLE))));
        }
        return new InitInputs(
                unit.directory(),
                dataDirectory,
                known,
                backend,
                own.named(CliConfigurationFiles.VARIABLES),
                variables,
                variables ? List.copyOf(unit.varFiles()) : List.of());
    }

    private UnitEnvironment environment(Unit unit) {
        return UnitEnvironment.of(unit, environment);
    }

    private static Map<String, String> ofInit(UnitEnvironment environment) {
        Map<String, String> counts = ofTerraform(environment);
        counts.keySet().removeIf(name -> isWithoutMeaning(name) && !name.equals(INIT_ARGUMENTS));
        return counts;
    }

    private static boolean isWithoutMeaning(String name) {
        for (String beginning : WITHOUT_MEANING) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private String hash(Object value) {
        return hash.of(PlainJson.canonical(value));
    }
}
