package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.DiagnosticEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What {@code validate -json} found.
 *
 * @param valid whether there is no error
 * @param events its diagnostics, masked, as other commands report them
 */
public record ValidateResult(boolean valid, List<DiagnosticEvent> events) {

    /** The most characters of output that are worth parsing; a longer one is no result. */
    public static final int MAX_LENGTH = 16 * 1024 * 1024;

    public ValidateResult {
        events = List.copyOf(events);
    }

    /**
     * Reads the whole standard output: one document on many lines, perhaps after lines of text.
     *
     * @param mask replaces every secret in a text
     * @return empty where there is no such document; then the output is best treated as lines of text
     */
    public static Optional<ValidateResult> parse(String stdout, UnaryOperator<String> mask) {
        int begin = stdout.startsWith("{") ? 0 : stdout.indexOf("\n{") + 1;
        if (stdout.length() > MAX_LENGTH || !stdout.startsWith("{", begin)) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = TerraformJson.read(stdout.substring(begin));
        } catch (JsonProcessingException | NumberFormatException e) {
            return Optional.empty();
        }
        if (!json.path("valid").isBoolean()) {
            return Optional.empty();
        }
        JsonMask jsonMask = new JsonMask(mask);
        List<DiagnosticEvent> events = new ArrayList<>();
        for (JsonNode diagnostic : json.path("diagnostics")) {
            events.add(DiagnosticParser.parse(diagnostic, jsonMask));
        }
        return Optional.of(new ValidateResult(json.path("valid").booleanValue(), events));
    }
}
