package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.DiagnosticEvent;
import java.util.Set;

/** Reads one diagnostic as events and {@code validate -json} have it, and writes it as terraform's text does. */
final class DiagnosticParser {

    /** Terraform's own, by which things are told apart: they aren't masked, even where a secret is called so. */
    private static final Set<String> OWN_SUMMARIES =
            Set.of("execution halted", "Error acquiring the state lock", "Error releasing the state lock");

    private DiagnosticParser() {}

    /** Field by field: what a secret is called must not hide a field of terraform's. */
    static DiagnosticEvent parse(JsonNode json, JsonMask mask) {
        int line = TerraformJson.count(json.path("range").path("start"), "line");
        String summary = TerraformJson.text(json, "summary");
        Diagnostic diagnostic = new Diagnostic(
                severity(TerraformJson.text(json, "severity")),
                OWN_SUMMARIES.contains(summary) ? summary : mask.apply(summary),
                mask.apply(TerraformJson.text(json, "detail")).stripTrailing(),
                textOrNull(json, "address", mask),
                textOrNull(json.path("range"), "filename", mask),
                line == 0 ? null : line);
        return new DiagnosticEvent(diagnostic, text(diagnostic, json.path("snippet"), mask));
    }

    @CheckForNull
    private static String textOrNull(JsonNode json, String field, JsonMask mask) {
        String text = TerraformJson.textOrNull(json, field);
        return text == null ? null : mask.apply(text);
    }

    private static Severity severity(String word) {
        return switch (word) {
            case "error" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default -> Severity.UNKNOWN;
        };
    }

    private static String text(Diagnostic diagnostic, JsonNode snippet, JsonMask mask) {
        StringBuilder text = new StringBuilder();
        text.append(
                switch (diagnostic.severity()) {
                    case ERROR -> "Error: ";
                    case WARNING -> "Warning: ";
                    case UNKNOWN -> "";
                });
        text.append(diagnostic.summary());
        appendPlace(text, diagnostic, snippet, mask);
        if (!diagnostic.detail().isEmpty()) {
            text.append("\n\n").append(diagnostic.detail().indent(2).stripTrailing());
        }
        return text.toString();
    }

    private static void appendPlace(StringBuilder text, Diagnostic diagnostic, JsonNode snippet, JsonMask mask) {
        if (diagnostic.address() != null) {
            text.append("\n  with ").append(diagnostic.address()).append(diagnostic.file() == null ? ":" : ",");
        }
        if (diagnostic.file() == null) {
            return;
        }
        text.append("\n  on ").append(diagnostic.file());
        if (diagnostic.line() != null) {
            text.append(" line ").append(diagnostic.line());
        }
        String context = mask.apply(TerraformJson.text(snippet, "context"));
        text.append(context.isEmpty() ? "" : ", in " + context).append(':');
        appendSnippet(text, snippet, mask);
    }

    private static void appendSnippet(StringBuilder text, JsonNode snippet, JsonMask mask) {
        String code = mask.apply(TerraformJson.text(snippet, "code"));
        int number = TerraformJson.count(snippet, "start_line");
        if (!code.isEmpty()) {
            for (String line : code.split("\\R", -1)) {
                text.append("\n  ")
                        .append(String.format("%4d", number))
                        .append(": ")
                        .append(line);
                number++;
            }
        }
        for (JsonNode value : snippet.path("values")) {
            text.append("\n        ")
                    .append(mask.apply(TerraformJson.text(value, "traversal")))
                    .append(' ')
                    .append(mask.apply(TerraformJson.text(value, "statement")));
        }
    }
}
