package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.ChangeSummaryEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.DriftEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.EmergencyDump;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.LockEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Message;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Phase;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.PlannedChangeEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.RawLine;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.ResourceEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.VersionEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads one complete line of what {@code terraform … -json} printed. Whatever the line holds, the answer is an event and
 * never an exception. Strings are masked after they were decoded, so that no escape hides a secret. Thread-safe if the
 * mask is.
 */
public final class EventParser {

    private static final String DUMP = "Emergency state dump";
    private static final String DUMP_TEXT =
            "Emergency state dump: terraform could save the state nowhere and printed it;"
                    + " it is left out here because it holds values in clear.";

    private static final Set<String> OPERATIONS = Set.of("plan", "apply", "destroy");

    /** Where in a broken line an event's message is looked for, in characters. */
    private static final int BEGINNING = 1000;

    private final UnaryOperator<String> mask;
    private final JsonMask jsonMask;

    /** @param mask replaces every secret in a text; the same text in, the same text out */
    public EventParser(UnaryOperator<String> mask) {
        this.mask = mask;
        this.jsonMask = new JsonMask(mask);
    }

    /** @param line without its line break */
    public TerraformEvent parse(String line) {
        if (!line.startsWith("{")) {
            return mentionsDump(line) ? new EmergencyDump(DUMP_TEXT) : raw(line);
        }
        JsonNode json;
        try {
            json = TerraformJson.read(line);
        } catch (JsonProcessingException | NumberFormatException e) {
            return torn(line);
        }
        if (isDump(json)) {
            return new EmergencyDump(DUMP_TEXT);
        }
        boolean isEvent = json.path("@message").isTextual() || json.path("type").isTextual();
        return isEvent ? event(json) : torn(line);
    }

    /** The event for a line that is too long to be kept, by its beginning; null where it isn't JSON. */
    @CheckForNull
    TerraformEvent parseBeginning(String beginning) {
        if (!beginning.startsWith("{")) {
            return null;
        }
        return mentionsDump(beginning)
                ? new EmergencyDump(DUMP_TEXT)
                : new Message(null, "", "(An event of terraform's is left out here, because it is too long.)");
    }

    private RawLine raw(String line) {
        return new RawLine(mask.apply(line), true);
    }

    /** Half an event, or JSON that is none: a secret may stand in it with escapes. */
    private TerraformEvent torn(String line) {
        if (mentionsDump(line)) {
            return new EmergencyDump(DUMP_TEXT);
        }
        String decoded = JsonEscapes.decode(line);
        String masked = mask.apply(decoded);
        return masked.equals(decoded) ? raw(line) : new RawLine(masked, true);
    }

    private static boolean isDump(JsonNode json) {
        return DUMP.equals(TerraformJson.text(json, "@message"));
    }

    /** Terraform sorts the names of an event, so that its message comes before its state. */
    private static boolean mentionsDump(String json) {
        int at = json.indexOf("\"@message\":\"" + DUMP + "\"");
        return at >= 0 && at < BEGINNING;
    }

    /** Terraform's own words and numbers are read as they are, so that a mask for "3" or "error" changes no count. */
    private TerraformEvent event(JsonNode json) {
        String type = TerraformJson.textOrNull(json, "type");
        String text = strip(mask.apply(TerraformJson.text(json, "@message")));
        TerraformEvent known = type == null ? null : known(type, json, text);
        if (known != null) {
            return known;
        }
        String level = mask.apply(TerraformJson.text(json, "@level"));
        return new Message(type == null ? null : mask.apply(type), level, text);
    }

    /** Null where the type is unknown, or the rest isn't what the type promises. */
    @CheckForNull
    private TerraformEvent known(String type, JsonNode json, String text) {
        return switch (type) {
            case "version" -> version(json, text);
            case "diagnostic" ->
                json.path("diagnostic").isObject() ? DiagnosticParser.parse(json.path("diagnostic"), jsonMask) : null;
            case "planned_change" -> plannedChange(json.path("change"), text);
            case "resource_drift" -> drift(json.path("change"), text);
            case "change_summary" -> summary(json.path("changes"), text);
            case "outputs" -> OutputsParser.parse(json.path("outputs"), jsonMask, text);
            case "apply_start" -> resource(Phase.STARTED, json.path("hook"), text);
            case "apply_progress" -> resource(Phase.PROGRESS, json.path("hook"), text);
            case "apply_complete" -> resource(Phase.COMPLETED, json.path("hook"), text);
            case "apply_errored" -> resource(Phase.ERRORED, json.path("hook"), text);
            case "state_lock_acquire" -> new LockEvent(true, text);
            case "state_lock_release" -> new LockEvent(false, text);
            default -> null;
        };
    }

    private VersionEvent version(JsonNode json, String text) {
        String tofu = TerraformJson.text(json, "tofu");
        TerraformVersion.Kind kind = tofu.isEmpty() ? TerraformVersion.Kind.TERRAFORM : TerraformVersion.Kind.TOFU;
        String version = tofu.isEmpty() ? TerraformJson.text(json, "terraform") : tofu;
        return new VersionEvent(kind, mask.apply(version), instant(json), text);
    }

    @CheckForNull
    private static Instant instant(JsonNode json) {
        try {
            return OffsetDateTime.parse(TerraformJson.text(json, "@timestamp")).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @CheckForNull
    private TerraformEvent drift(JsonNode change, String text) {
        return plannedChange(change, text) instanceof PlannedChangeEvent planned
                ? new DriftEvent(planned.change(), text)
                : null;
    }

    @CheckForNull
    private TerraformEvent plannedChange(JsonNode change, String text) {
        String address = TerraformJson.text(change.path("resource"), "addr");
        String action = TerraformJson.text(change, "action");
        return address.isEmpty() || action.isEmpty()
                ? null
                : new PlannedChangeEvent(
                        new ResourceChange(mask.apply(address), Actions.readAsResult(action, jsonMask)),
                        change.path("previous_resource").isObject(),
                        change.path("importing").isObject(),
                        text);
    }

    @CheckForNull
    private TerraformEvent summary(JsonNode changes, String text) {
        String operation = TerraformJson.text(changes, "operation");
        return changes.isObject()
                ? new ChangeSummaryEvent(
                        TerraformJson.count(changes, "add"),
                        TerraformJson.count(changes, "change"),
                        TerraformJson.count(changes, "remove"),
                        TerraformJson.count(changes, "import"),
                        OPERATIONS.contains(operation) ? operation : mask.apply(operation),
                        text)
                : null;
    }

    @CheckForNull
    private TerraformEvent resource(Phase phase, JsonNode hook, String text) {
        String address = TerraformJson.text(hook.path("resource"), "addr");
        String action = TerraformJson.text(hook, "action");
        return address.isEmpty()
                ? null
                : new ResourceEvent(phase, mask.apply(address), Actions.readAsResult(action, jsonMask), text);
    }

    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == '\n') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == '\n') {
            to--;
        }
        return text.substring(from, to);
    }
}
