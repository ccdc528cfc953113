package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.run.RunLogs.DiffKind;
import io.jenkins.plugins.terraformparallel.engine.run.UnitCommand.Reading;
import io.jenkins.plugins.terraformparallel.engine.terraform.FindingsCollector;
import io.jenkins.plugins.terraformparallel.engine.terraform.LineSplitter;
import io.jenkins.plugins.terraformparallel.engine.terraform.LongLine;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputReader;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.ValidateResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the output of one process as it arrives: into the unit's log, its diff and its findings, all masked. Memory is
 * bounded, however much there is. Not thread-safe.
 */
final class ProcessReader {

    /** Enough for any list of workspaces, and for the diagnostics of any configuration. */
    private static final int MAX_TEXT = 8 << 20;

    private static final int MAX_LAST_WORDS = 300;

    /** Terraform's frame around a diagnostic. */
    private static final Pattern BOX = Pattern.compile("[╷│╵]");

    private final UnitCommand command;
    private final String unitName;
    private final String unitKey;
    private final DiffKind diff;
    private final RunResources resources;
    private final FindingsCollector findings;
    private final OutputReader stdoutEvents;
    private final OutputReader stderrEvents;
    private final LineSplitter stdoutLines = new LineSplitter();
    private final LongLine longLine;

    // Mutable state
    private long stdoutBytes;
    private long stderrBytes;
    private final StringBuilder log = new StringBuilder();
    private final StringBuilder diffText = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private boolean emergency;
    private String lastWords;
    /** The last line of terraform's events that is none. */
    private String lastRawLine;

    private String trouble;

    /** @param drift whether the process is a plan that only looks for drift */
    ProcessReader(
            UnitCommand command,
            String unitName,
            String unitKey,
            DiffKind diff,
            boolean drift,
            RunResources resources) {
        this.command = command;
        this.unitName = unitName;
        this.unitKey = unitKey;
        this.diff = diff;
        this.findings = new FindingsCollector(drift);
        this.resources = resources;
        this.stdoutEvents = new OutputReader(resources.masker());
        this.stderrEvents = new OutputReader(resources.masker());
        this.longLine = new LongLine(resources.masker());
    }

    /** From where standard output is to be read; the end of all files where it isn't. */
    long stdoutFrom() {
        return command.reading() == Reading.NOTHING ? Long.MAX_VALUE : stdoutBytes;
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
        if (command.reading() == Reading.EVENTS) {
            stdoutEvents.feed(stdout, this::event);
        } else {
            stdoutLines.feed(stdout, this::line);
        }
        stderrEvents.feed(stderr, this::stderrEvent);
        flush();
    }

    /** There is no more. */
    CommandResult finish(int number, CommandResult.End end, @CheckForNull Integer exitCode) {
        stdoutEvents.end(this::event);
        stdoutLines.end(this::line);
        stderrEvents.end(this::stderrEvent);
        if (command.reading() == Reading.DOCUMENT) {
            readDocument();
        }
        flush();
        String words = lastWords == null ? lastRawLine : lastWords;
        return new CommandResult(command, number, end, exitCode, findings.findings(exitCode), text.toString(), words);
    }

    private void event(TerraformEvent event) {
        emergency |= event instanceof TerraformEvent.EmergencyDump;
        if (event instanceof TerraformEvent.RawLine) {
            lastRawLine = words(event.text(), lastRawLine);
        }
        findings.accept(event);
        log(event);
    }

    private void stderrEvent(TerraformEvent event) {
        findings.acceptStderr(event);
        log(event);
        lastWords = words(event.text(), lastWords);
    }

    /** What a line says, in short; what was said before where it says nothing. */
    @CheckForNull
    private static String words(String line, @CheckForNull String before) {
        boolean hasBox = line.indexOf('│') >= 0 || line.indexOf('╷') >= 0 || line.indexOf('╵') >= 0;
        String words = (hasBox ? BOX.matcher(line).replaceAll("") : line).strip();
        if (words.isEmpty()) {
            return before;
        }
        return words.length() > MAX_LAST_WORDS ? words.substring(0, MAX_LAST_WORDS) + "…" : words;
    }

    private void log(TerraformEvent event) {
        log.append(event.text());
        boolean isPiece = event instanceof TerraformEvent.RawLine raw && !raw.ended();
        boolean isSilent = event.text().isEmpty() && !(event instanceof TerraformEvent.RawLine);
        if (!isPiece && !isSilent) {
            log.append('\n');
        }
    }

    private void line(LineSplitter.Piece piece) {
        switch (command.reading()) {
            case DIFF -> {
                String masked = piece.isWhole()
                        ? resources.masker().apply(piece.text())
                        : longLine.next(piece.text(), piece.last());
                String shown = piece.last() ? masked + "\n" : masked;
                diffText.append(shown);
                log.append(shown);
            }
            // The engine looks for names in a text, and a document is masked after it was decoded.
            case TEXT, DOCUMENT -> keep(piece.text());
            // A plan's JSON holds every value in clear: it is read where it lies, by its digest.
            case NOTHING, EVENTS -> {}
        }
    }

    private void readDocument() {
        Optional<ValidateResult> result = ValidateResult.parse(text.toString(), resources.masker());
        if (result.isEmpty()) {
            log.append(resources.masker().apply(text.toString()));
        }
        result.map(ValidateResult::events).orElse(List.of()).forEach(this::event);
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
