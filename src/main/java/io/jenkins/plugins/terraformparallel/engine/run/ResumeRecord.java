package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.PlainJson;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a resumed run needs to know, as one JSON value in the journal without secrets, and back. */
final class ResumeRecord {

    private static final String VARS = "vars";
    private static final String BACKEND = "backendConfig";
    private static final String ENV = "env";
    private static final String ENVIRONMENT = "environment";
    private static final String MASK = "mask";
    private static final String PROVIDER_CACHE = "providerCache";
    private static final String EXPECTED =
            "the secret value that the run was started with; the journal keeps none, so give it again";

    /** Stands for a value that nobody knows any more. */
    static final String UNKNOWN = "(unknown)";

    private final MaskedEntry entries;

    /** Where the values of masked entries come from. */
    private interface Secrets {
        @CheckForNull
        Object of(String name, JsonNode standIn);
    }

    ResumeRecord(MaskedEntry entries) {
        this.entries = entries;
    }

    /** What was read back. */
    record Content(WorkPlan plan, RunSettings settings, boolean applySaved) {}

    /** @param environment what terraform inherits; of it, only hashes of masked entries are kept */
    ObjectNode write(WorkPlan plan, RunSettings settings, boolean applySaved, Map<String, String> environment) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("operation", plan.operation().name());
        record.put("applySaved", applySaved);
        record.set("settings", writeSettings(settings));
        ObjectNode masked = record.putObject(ENVIRONMENT);
        settings.mask().stream()
                .filter(environment::containsKey)
                .forEach(name -> masked.set(name, entries.write(environment.get(name))));
        ArrayNode units = record.putArray("units");
        plan.units().forEach(unit -> units.add(write(unit)));
        return record;
    }

    /** For a run that starts nothing more: {@value #UNKNOWN} takes the place of every masked entry. */
    Content readWithoutSecrets(JsonNode record) {
        return content(record, (name, standIn) -> UNKNOWN);
    }

    /**
     * @param supplied what the user gives again for masked entries
     * @param environment what terraform inherits now
     * @throws RequestException where a masked entry is missing or differs, each by its name
     */
    Content read(JsonNode record, SuppliedValues supplied, Map<String, String> environment) throws RequestException {
        List<Mistake> mistakes = new ArrayList<>();
        checkEnvironment(record, environment, mistakes);
        Content content = content(record, (name, standIn) -> {
            List<Object> candidates = supplied.of(name);
            Object[] found = entries.find(standIn, candidates);
            if (found.length == 0) {
                mistakes.add(new Mistake(name, candidates.isEmpty() ? "nothing" : "another value", EXPECTED));
                return null;
            }
            return found[0];
        });
        if (!mistakes.isEmpty()) {
            throw new RequestException(mistakes.stream().distinct().toList());
        }
        return content;
    }

    private Content content(JsonNode record, Secrets secrets) {
        List<Unit> units = new ArrayList<>();
        record.path("units").forEach(unit -> units.add(readUnit(unit, secrets)));
        Operation operation = Operation.valueOf(record.path("operation").asText());
        return new Content(
                new WorkPlan(operation, units),
                readSettings(record.path("settings")),
                record.path("applySaved").asBoolean());
    }

    /** The record, with the directory of the run's provider cache. */
    static JsonNode withProviderCache(ObjectNode record, @CheckForNull String directory) {
        return record.put(PROVIDER_CACHE, directory);
    }

    /** That directory; null if the run has none. */
    @CheckForNull
    static String providerCache(JsonNode record) {
        return text(record.path(PROVIDER_CACHE));
    }

    /** The names whose values are secrets of the run. */
    static List<String> mask(JsonNode record) {
        return texts(record.path("settings").path(MASK));
    }

    private void checkEnvironment(JsonNode record, Map<String, String> environment, List<Mistake> mistakes) {
        record.path(ENVIRONMENT).properties().forEach(field -> {
            String value = environment.get(field.getKey());
            if (value == null || entries.find(field.getValue(), List.of(value)).length == 0) {
                mistakes.add(new Mistake(
                        "environment variable " + field.getKey(),
                        value == null ? "nothing" : "another value",
                        EXPECTED));
            }
        });
    }

    private static JsonNode writeSettings(RunSettings settings) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("parallelAsked", settings.parallelAsked());
        written.put("failFast", settings.failFast().name());
        written.put("graceMillis", settings.gracePeriod().toMillis());
        written.set("options", PlainJson.tree(settings.options()));
        written.put("savedPlans", settings.savedPlans().name());
        written.put("replan", settings.replan().name());
        written.put("init", settings.init().name());
        written.put("createWorkspaces", settings.createWorkspaces());
        written.put("executable", settings.executable());
        written.put("executableAsked", settings.executableAsked());
        written.set(MASK, PlainJson.tree(settings.mask()));
        TerraformVersion version = settings.version();
        written.putObject("version")
                .put("kind", version.kind().name())
                .put("major", version.major())
                .put("minor", version.minor())
                .put("patch", version.patch())
                .put("text", version.text());
        return written;
    }

    private static RunSettings readSettings(JsonNode written) {
        JsonNode version = written.path("version");
        return new RunSettings(
                written.path("parallelAsked").asInt(),
                FailFast.valueOf(written.path("failFast").asText()),
                Duration.ofMillis(written.path("graceMillis").asLong()),
                EventJson.mapper().convertValue(written.path("options"), TerraformOptions.class),
                SavedPlans.valueOf(written.path("savedPlans").asText()),
                Replan.valueOf(written.path("replan").asText(Replan.STOP.name())),
                InitMode.valueOf(written.path("init").asText()),
                written.path("createWorkspaces").asBoolean(),
                written.path("executable").asText(),
                written.path("executableAsked").asText(),
                new TerraformVersion(
                        TerraformVersion.Kind.valueOf(version.path("kind").asText()),
                        version.path("major").asInt(),
                        version.path("minor").asInt(),
                        version.path("patch").asInt(),
                        version.path("text").asText()),
                texts(written.path(MASK)));
    }

    private JsonNode write(Unit unit) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("name", unit.name());
        written.put("key", unit.key());
        written.put("path", unit.path());
        written.put("directory", unit.directory());
        written.put("dataDirectory", unit.dataDirectory());
        written.put("workspace", unit.workspace());
        written.set("varFiles", PlainJson.tree(unit.varFiles()));
        written.set(VARS, writeValues(unit.vars()));
        written.set(BACKEND, writeValues(unit.backendConfig()));
        written.set(ENV, writeValues(unit.env()));
        written.set("targets", PlainJson.tree(unit.targets()));
        written.set("replace", PlainJson.tree(unit.replace()));
        written.set("dependsOn", PlainJson.tree(unit.dependsOn()));
        Duration timeout = unit.timeout();
        written.put("timeoutMillis", timeout == null ? null : (Long) timeout.toMillis());
        return written;
    }

    private JsonNode writeValues(Map<String, ?> values) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> written.set(name, entries.write(value)));
        return written;
    }

    private static Unit readUnit(JsonNode written, Secrets secrets) {
        Map<String, String> env = new LinkedHashMap<>();
        readValues(written, ENV, secrets).forEach((name, value) -> env.put(name, String.valueOf(value)));
        return new Unit(
                written.path("name").asText(),
                written.path("key").asText(),
                written.path("path").asText(),
                written.path("directory").asText(),
                written.path("dataDirectory").asText(Unit.DEFAULT_DATA_DIRECTORY),
                text(written.path("workspace")),
                texts(written.path("varFiles")),
                readValues(written, VARS, secrets),
                readValues(written, BACKEND, secrets),
                env,
                texts(written.path("targets")),
                texts(written.path("replace")),
                texts(written.path("dependsOn")),
                written.path("timeoutMillis").isNumber()
                        ? Duration.ofMillis(written.path("timeoutMillis").asLong())
                        : null);
    }

    private static Map<String, Object> readValues(JsonNode unit, String argument, Secrets secrets) {
        Map<String, Object> values = new LinkedHashMap<>();
        unit.path(argument).properties().forEach(field -> {
            JsonNode written = field.getValue();
            values.put(
                    field.getKey(),
                    MaskedEntry.isMasked(written)
                            ? secrets.of(argument + "." + field.getKey(), written)
                            : MaskedEntry.plain(written));
        });
        return values;
    }

    @CheckForNull
    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
