package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.run.RunLogs.DiffKind;
import io.jenkins.plugins.terraformparallel.engine.run.UnitCommand.Reading;
import io.jenkins.plugins.terraformparallel.engine.terraform.EventParser;
import io.jenkins.plugins.terraformparallel.engine.terraform.FindingsCollector;
import io.jenkins.plugins.terraformparallel.engine.terraform.LineSplitter;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.ValidateResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the output of one process as it arrives: into the unit's log, its diff and its findings, all masked. Memory is
 * bounded by one line or {@link LineSplitter#MAX_LINE}. Not thread-safe.
 */
final class ProcessReader {

    /** Enough for any list of workspaces, and for the diagnostics of any configuration. */
    private static final int MAX_TEXT = 8 << 20;

    private static final int MAX_LAST_WORDS = 300;
    private static final String EMERGENCY = "Emergency state dump";

    private final UnitCommand command;
    private final String unitName;
    private final String unitKey;
    private final DiffKind diff;
    private final RunResources resources;
    private final EventParser parser;
    private final FindingsCollector findings = new FindingsCollector();
    private final LineSplitter stdoutLines = new LineSplitter();
    private final LineSplitter stderrLines = new LineSplitter();
    private final MaskedPieces stdoutPieces;
    private final MaskedPieces stderrPieces;

    // Mutable state
    private long stdoutBytes;
    private long stderrBytes;
    private final StringBuilder log = new StringBuilder();
    private final StringBuilder diffText = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private boolean unreadJson;
    private boolean emergency;
    private String lastWords;
    private String trouble;

    ProcessReader(UnitCommand command, String unitName, String unitKey, DiffKind diff, RunResources resources) {
        this.command = command;
        this.unitName = unitName;
        this.unitKey = unitKey;
        this.diff = diff;
        this.resources = resources;
        this.parser = new EventParser(resources.masker());
        this.stdoutPieces = new MaskedPieces(resources.masker());
        this.stderrPieces = new MaskedPieces(resources.masker());
    }

    /** How much of standard output was read. */
    long stdoutBytes() {
        return stdoutBytes;
    }

    /** How much of standard error was read. */
    long stderrBytes() {
        return stderrBytes;
    }

    /** Whether terraform wrote the whole state to its output because it could save it nowhere. */
    boolean sawEmergencyDump() {
        return emergency;
    }

    /** What went wrong with keeping the output, in words; null while nothing did. */
    @CheckForNull
    String trouble() {
        return trouble;
    }

    /** Takes the next bytes of both streams. */
    void accept(byte[] stdout, byte[] stderr) {
        stdoutBytes += stdout.length;
        stderrBytes += stderr.length;
        stdoutLines.feed(stdout, this::stdoutLine);
        stderrLines.feed(stderr, this::stderrLine);
        flush();
    }

    /** There is no more. */
    CommandResult finish(int number, CommandResult.End end, @CheckForNull Integer exitCode) {
        stdoutLines.end(this::stdoutLine);
        stderrLines.end(this::stderrLine);
        if (command.reading() == Reading.DOCUMENT) {
            readDocument();
        }
        flush();
        ProcessFindings found = findings.findings(exitCode);
        return new CommandResult(command, number, end, exitCode, found, text.toString(), lastWords);
    }

    private void readDocument() {
        Optional<ValidateResult> result = ValidateResult.parse(text.toString(), resources.masker());
        if (result.isEmpty()) {
            log.append(resources.masker().apply(text.toString()));
        }
        result.map(ValidateResult::events).orElse(List.of()).forEach(event -> {
            findings.accept(event);
            log.append(event.text()).append('\n');
        });
    }

    private void stdoutLine(LineSplitter.Piece piece) {
        if (!piece.isWhole()) {
            stdoutPiece(piece);
            return;
        }
        String line = piece.text();
        switch (command.reading()) {
            case EVENTS -> event(line);
            case DIFF -> {
                String masked = resources.masker().apply(line);
                diffText.append(masked).append('\n');
                log.append(masked).append('\n');
            }
            case TEXT -> keep(resources.masker().apply(line));
            // Masked after it was decoded: an escaped secret could slip through.
            case DOCUMENT -> keep(line);
            case NOTHING -> throw new IllegalStateException("what is not to be read was asked for");
        }
    }

    private void event(String line) {
        TerraformEvent event = parser.parse(line);
        emergency |= event instanceof TerraformEvent.EmergencyDump;
        findings.accept(event);
        String words = event.text();
        if (!words.isEmpty()) {
            log.append(words).append('\n');
        }
    }

    /** A part of a line that is too long to be held: no event, and no whole text. */
    private void stdoutPiece(LineSplitter.Piece piece) {
        String begin = piece.text().substring(0, Math.min(piece.text().length(), 4096));
        if (piece.first() && begin.startsWith("{")) {
            unreadJson = true;
            emergency |= begin.contains(EMERGENCY);
            log.append("[a line of JSON that is too long to be read was left out]\n");
        }
        String masked = stdoutPieces.next(piece.text(), piece.last());
        if (!unreadJson) {
            log.append(masked);
            if (command.reading() == Reading.DIFF) {
                diffText.append(masked);
            }
        }
        unreadJson &= !piece.last();
    }

    private void stderrLine(LineSplitter.Piece piece) {
        if (!piece.isWhole()) {
            log.append(stderrPieces.next(piece.text(), piece.last()));
            return;
        }
        String masked = resources.masker().apply(piece.text());
        log.append(masked).append('\n');
        findings.acceptStderr(new TerraformEvent.RawLine(masked, true));
        if (!masked.isBlank()) {
            lastWords = masked.length() > MAX_LAST_WORDS ? masked.substring(0, MAX_LAST_WORDS) + "…" : masked;
        }
    }

    private void keep(String line) {
        if (text.length() + line.length() < MAX_TEXT) {
            text.append(line).append('\n');
        }
    }

    private void flush() {
        String logged = log.toString();
        String shown = diffText.toString();
        log.setLength(0);
        diffText.setLength(0);
        if (!logged.isEmpty()) {
            resources.output().output(unitName, logged);
        }
        if (trouble != null) {
            return;
        }
        try {
            if (!logged.isEmpty()) {
                resources.logs().append(unitKey, logged);
            }
            if (!shown.isEmpty()) {
                resources.logs().appendDiff(unitKey, diff, shown);
            }
        } catch (IOException e) {
            // The process goes on, and so does the reading of its result; only the text is lost.
            trouble = "its log is incomplete, because it can't be written: " + e.getMessage();
        }
    }
}
