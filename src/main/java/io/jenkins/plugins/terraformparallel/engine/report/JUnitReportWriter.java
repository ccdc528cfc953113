package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.Severity;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the run as JUnit XML, in the shape that Jenkins' JUnit plugin reads: the run is the test suite, each unit a
 * test. A unit that FAILED is a failure; one that was stopped (TIMED_OUT, ABORTED), or that a lost run left behind, is an
 * error; one that is SKIPPED or not done yet is skipped.
 */
public final class JUnitReportWriter implements ReportWriter {

    @Override
    public void write(RunReport report, RunFiles files, Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            suite(xml, report, files);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException cause ? cause : new IOException(e);
        }
        out.write('\n');
    }

    private static void suite(XMLStreamWriter xml, RunReport report, RunFiles files) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(xml, "name", "terraform " + report.operation().keyword());
        attribute(xml, "tests", String.valueOf(report.units().size()));
        attribute(xml, "failures", count(report, Outcome.FAILURE));
        attribute(xml, "errors", count(report, Outcome.ERROR));
        attribute(xml, "skipped", count(report, Outcome.SKIPPED));
        attribute(xml, "time", seconds(report.durationMillis()));
        // ISO-8601 without a zone, as the format wants it.
        attribute(xml, "timestamp", EventJson.instant(report.startedAt()).substring(0, 19));
        for (UnitReport unit : report.units()) {
            testCase(xml, report, unit, files);
        }
        xml.writeStartElement("system-out");
        text(xml, Verdict.of(report) + "\n" + String.join("\n", report.remarks()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, RunReport report, UnitReport unit, RunFiles files)
            throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        attribute(xml, "classname", className(report, unit));
        attribute(xml, "name", unit.name());
        attribute(xml, "time", seconds(unit.durationMillis()));
        Outcome outcome = Outcome.of(report, unit);
        if (outcome != Outcome.PASSED) {
            outcome(xml, unit, outcome);
        }
        FileExcerpt log = files.tail(unit.log(), ReportLimits.LOG);
        if (log.problem() == null) {
            xml.writeStartElement("system-out");
            text(xml, (log.omittedBytes() > 0 ? "[the last lines of " + unit.log() + "]\n" : "") + log.text());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void outcome(XMLStreamWriter xml, UnitReport unit, Outcome outcome) throws XMLStreamException {
        String cause = unit.cause();
        xml.writeStartElement(outcome.element);
        attribute(xml, "message", cause == null ? Wording.state(unit.status()) : cause);
        if (outcome != Outcome.SKIPPED) {
            attribute(xml, "type", unit.status().name());
            text(xml, details(unit));
        }
        xml.writeEndElement();
    }

    /** The reason and every error, as terraform puts them. */
    private static String details(UnitReport unit) {
        StringBuilder text = new StringBuilder();
        line(text, unit.reason());
        for (Diagnostic diagnostic : unit.diagnostics()) {
            if (diagnostic.severity() == Severity.ERROR) {
                String place = Wording.place(diagnostic);
                line(text, "Error: " + diagnostic.summary() + (place == null ? "" : " (" + place + ")"));
                line(text, diagnostic.detail());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, @CheckForNull String line) {
        if (line != null && !line.isBlank()) {
            text.append(line).append('\n');
        }
    }

    /** Jenkins groups by what stands before the last dot, so directories become packages and their dots go. */
    private static String className(RunReport report, UnitReport unit) {
        String path = unit.path().equals(".") ? "" : unit.path();
        String name =
                report.operation().keyword() + "." + path.replace('.', '_').replace('/', '.');
        return name.endsWith(".") ? name + "root" : name;
    }

    private static String count(RunReport report, Outcome outcome) {
        return String.valueOf(report.units().stream()
                .filter(unit -> Outcome.of(report, unit) == outcome)
                .count());
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    /** Attributes are one line: XML readers make blanks of line breaks in them. */
    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, TextCleaner.line(value));
    }

    private static void text(XMLStreamWriter xml, String text) throws XMLStreamException {
        xml.writeCharacters(TextCleaner.text(text));
    }

    /** What the format knows. */
    private enum Outcome {
        PASSED(""),
        FAILURE("failure"),
        ERROR("error"),
        SKIPPED("skipped");

        private final String element;

        Outcome(String element) {
            this.element = element;
        }

        static Outcome of(RunReport report, UnitReport unit) {
            return switch (unit.status()) {
                case SUCCEEDED -> PASSED;
                case FAILED -> FAILURE;
                case TIMED_OUT, ABORTED -> ERROR;
                case SKIPPED -> SKIPPED;
                case RUNNING -> report.isOver() ? ERROR : SKIPPED;
                case QUEUED -> SKIPPED;
            };
        }
    }
}
