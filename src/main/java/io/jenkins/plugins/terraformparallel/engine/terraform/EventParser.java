package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonParser;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.EventFields.Counts;
import io.jenkins.plugins.terraformparallel.engine.terraform.EventFields.Subject;
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
import java.io.IOException;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads one complete line of what {@code terraform … -json} printed. Whatever the line holds, the answer is an event and
 * never an exception. Strings are masked after they were decoded, so that no escape hides a secret.
 *
 * <p>Not thread-safe: the reader of one stream has its own.
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
    private final EventScanner scanner = new EventScanner();

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
        TerraformEvent event;
        try (JsonParser json = TerraformJson.FACTORY.createParser(line)) {
            event = event(EventFields.read(json));
        } catch (IOException | NumberFormatException e) {
            event = null;
        }
        return event == null ? torn(line) : event;
    }

    /**
     * As {@link #parse(String)}; most lines are read without making text of them first.
     *
     * @param from where the line begins in the array
     * @param length of the line, in bytes
     */
    TerraformEvent parse(byte[] line, int from, int length) {
        EventFields fields = scanner.read(line, from, length);
        TerraformEvent event = fields == null ? null : event(fields);
        return event == null ? parse(LineSplitter.decode(line, from, length)) : event;
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

    /** Terraform sorts the names of an event, so that its message comes before its state. */
    private static boolean mentionsDump(String json) {
        int at = json.indexOf("\"@message\":\"" + DUMP + "\"");
        return at >= 0 && at < BEGINNING;
    }

    /**
     * Terraform's own words and numbers are read as they are, so that a mask for "3" or "error" changes no count. Null where
     * it is no event.
     */
    @CheckForNull
    private TerraformEvent event(EventFields fields) {
        String message = fields.message();
        if (DUMP.equals(message)) {
            return new EmergencyDump(DUMP_TEXT);
        }
        String type = fields.type();
        if (message == null && type == null) {
            return null;
        }
        String text = message == null ? "" : strip(mask.apply(message));
        boolean hasType = type != null && !type.isEmpty();
        TerraformEvent known = hasType ? known(type, fields, text) : null;
        return known == null ? new Message(hasType ? mask.apply(type) : null, mask.apply(fields.level()), text) : known;
    }

    /** Null where the type is unknown, or the rest isn't what the type promises. */
    @CheckForNull
    private TerraformEvent known(String type, EventFields fields, String text) {
        return switch (type) {
            case "version" -> version(fields, text);
            case "diagnostic" ->
                fields.diagnostic().isObject() ? DiagnosticParser.parse(fields.diagnostic(), jsonMask) : null;
            case "planned_change" -> plannedChange(fields.change(), text);
            case "resource_drift" -> drift(fields.change(), text);
            case "change_summary" -> summary(fields.counts(), text);
            case "outputs" -> OutputsParser.parse(fields.outputs(), jsonMask, text);
            case "apply_start" -> resource(Phase.STARTED, fields.hook(), text);
            case "apply_progress" -> resource(Phase.PROGRESS, fields.hook(), text);
            case "apply_complete" -> resource(Phase.COMPLETED, fields.hook(), text);
            case "apply_errored" -> resource(Phase.ERRORED, fields.hook(), text);
            case "state_lock_acquire" -> new LockEvent(true, text);
            case "state_lock_release" -> new LockEvent(false, text);
            default -> null;
        };
    }

    private VersionEvent version(EventFields fields, String text) {
        boolean isTofu = !fields.tofu().isEmpty();
        TerraformVersion.Kind kind = isTofu ? TerraformVersion.Kind.TOFU : TerraformVersion.Kind.TERRAFORM;
        String version = isTofu ? fields.tofu() : fields.terraform();
        return new VersionEvent(kind, mask.apply(version), fields.timestamp(), text);
    }

    @CheckForNull
    private TerraformEvent drift(Subject change, String text) {
        return plannedChange(change, text) instanceof PlannedChangeEvent planned
                ? new DriftEvent(planned.change(), text)
                : null;
    }

    @CheckForNull
    private TerraformEvent plannedChange(Subject change, String text) {
        return change.address().isEmpty() || change.action().isEmpty()
                ? null
                : new PlannedChangeEvent(
                        new ResourceChange(
                                mask.apply(change.address()), Actions.readAsResult(change.action(), jsonMask)),
                        change.moved(),
                        change.imported(),
                        text);
    }

    @CheckForNull
    private TerraformEvent summary(@CheckForNull Counts counts, String text) {
        if (counts == null) {
            return null;
        }
        String operation = counts.operation();
        return new ChangeSummaryEvent(
                counts.add(),
                counts.change(),
                counts.remove(),
                counts.imported(),
                OPERATIONS.contains(operation) ? operation : mask.apply(operation),
                text);
    }

    @CheckForNull
    private TerraformEvent resource(Phase phase, Subject hook, String text) {
        return hook.address().isEmpty()
                ? null
                : new ResourceEvent(
                        phase, mask.apply(hook.address()), Actions.readAsResult(hook.action(), jsonMask), text);
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
