package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.DiagnosticEvent;

/** Reads one diagnostic as events and {@code validate -json} have it, and writes it as terraform's text does. */
final class DiagnosticParser {

    private DiagnosticParser() {}

    static DiagnosticEvent parse(JsonNode clear, JsonMask mask) {
        int line = TerraformJson.count(clear.path("range").path("start"), "line");
        JsonNode json = mask.apply(clear);
        Diagnostic diagnostic = new Diagnostic(
                severity(TerraformJson.text(clear, "severity")),
                TerraformJson.text(json, "summary"),
                TerraformJson.text(json, "detail").stripTrailing(),
                TerraformJson.textOrNull(json, "address"),
                TerraformJson.textOrNull(json.path("range"), "filename"),
                line == 0 ? null : line);
        return new DiagnosticEvent(diagnostic, text(diagnostic, json.path("snippet")));
    }

    private static Severity severity(String word) {
        return switch (word) {
            case "error" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default -> Severity.UNKNOWN;
        };
    }

    private static String text(Diagnostic diagnostic, JsonNode snippet) {
        StringBuilder text = new StringBuilder();
        text.append(
                switch (diagnostic.severity()) {
                    case ERROR -> "Error: ";
                    case WARNING -> "Warning: ";
                    case UNKNOWN -> "";
                });
        text.append(diagnostic.summary());
        appendPlace(text, diagnostic, snippet);
        if (!diagnostic.detail().isEmpty()) {
            text.append("\n\n").append(diagnostic.detail().indent(2).stripTrailing());
        }
        return text.toString();
    }

    private static void appendPlace(StringBuilder text, Diagnostic diagnostic, JsonNode snippet) {
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
        String context = TerraformJson.text(snippet, "context");
        text.append(context.isEmpty() ? "" : ", in " + context).append(':');
        appendSnippet(text, snippet);
    }

    private static void appendSnippet(StringBuilder text, JsonNode snippet) {
        String code = TerraformJson.text(snippet, "code");
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
                    .append(TerraformJson.text(value, "traversal"))
                    .append(' ')
                    .append(TerraformJson.text(value, "statement"));
        }
    }
}
