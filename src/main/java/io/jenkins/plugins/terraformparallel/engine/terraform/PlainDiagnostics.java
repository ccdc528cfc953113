package io.jenkins.plugins.terraformparallel.engine.terraform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises errors and warnings in terraform's text for people: in a box or not, coloured or not. Used where a process
 * printed no diagnostic events, such as an {@code init} before {@code -json}. Not thread-safe.
 */
final class PlainDiagnostics {

    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");
    private static final Pattern HEAD = Pattern.compile("(Error|Warning): (.*)");
    private static final Pattern PLACE = Pattern.compile(" {2}on (.+?) line (\\d{1,9})(?:, in .*)?:?");
    private static final Pattern ADDRESS = Pattern.compile(" {2}with (.+),");
    private static final Pattern CODE = Pattern.compile(" *\\d+: .*");
    private static final char BOX_BEGIN = '╷';
    private static final char BOX_SIDE = '│';
    private static final char BOX_END = '╵';

    private final List<Diagnostic> found = new ArrayList<>();

    // Mutable state: the diagnostic whose lines are being read
    @CheckForNull
    private Severity severity;

    private String summary = "";
    private final StringBuilder detail = new StringBuilder();
    private boolean inDetail;

    @CheckForNull
    private String address;

    @CheckForNull
    private String file;

    @CheckForNull
    private Integer line;

    /** Takes the next line. */
    void accept(String rawLine) {
        String shortened = WholeText.cut(rawLine, FindingsCollector.MAX_DETAIL);
        String text = COLOUR.matcher(shortened).replaceAll("").stripTrailing();
        if (!text.isEmpty() && text.charAt(0) == BOX_SIDE) {
            text = text.startsWith(" ", 1) ? text.substring(2) : text.substring(1);
        }
        if (!text.isEmpty() && (text.charAt(0) == BOX_BEGIN || text.charAt(0) == BOX_END)) {
            finish();
            return;
        }
        Matcher head = HEAD.matcher(text);
        if (head.matches()) {
            finish();
            severity = "Error".equals(head.group(1)) ? Severity.ERROR : Severity.WARNING;
            summary = head.group(2);
        } else if (severity != null) {
            addLine(text);
        }
    }

    /** All that were found, in order, at most {@link FindingsCollector#MAX_DIAGNOSTICS}. */
    List<Diagnostic> end() {
        finish();
        return List.copyOf(found);
    }

    private void addLine(String text) {
        Matcher place = PLACE.matcher(text);
        Matcher with = ADDRESS.matcher(text);
        if (!inDetail && file == null && place.matches()) {
            file = place.group(1);
            line = Integer.valueOf(place.group(2));
        } else if (!inDetail && address == null && with.matches()) {
            address = with.group(1);
        } else if (inDetail || !CODE.matcher(text).matches()) {
            inDetail = inDetail || !text.isBlank();
            if (detail.length() < FindingsCollector.MAX_DETAIL) {
                detail.append(text).append('\n');
            }
        }
    }

    private void finish() {
        if (severity != null && found.size() < FindingsCollector.MAX_DIAGNOSTICS) {
            found.add(new Diagnostic(severity, summary, detail.toString().strip(), address, file, line));
        }
        severity = null;
        summary = "";
        detail.setLength(0);
        inDetail = false;
        address = null;
        file = null;
        line = null;
    }
}
