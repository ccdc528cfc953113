package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RandomRun;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JUnitReportWriterTest {

    private final Schema schema;

    JUnitReportWriterTest() throws SAXException {
        schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JUnitReportWriterTest.class.getResource("junit.xsd"));
    }

    @Property(tries = 60)
    void whateverHappensItIsValid(@ForAll long seed, @ForAll boolean engineLives) throws Exception {
        RunReportFold fold = new RunReportFold(null);
        RandomRun.events(seed).forEach(fold::apply);

        validate(xml(fold.report(SampleRun.START.plusSeconds(900), engineLives)));
    }

    @Test
    void hostileTextsStayText() throws Exception {
        String xml = xml(Hostile.report());

        validate(xml);
        Element first = testCase(document(xml), 0);
        assertThat(first.getAttribute("name")).isEqualTo("1" + Hostile.SCRIPT);
        assertThat(first.getElementsByTagName("script").getLength()).isZero();
        assertThat(testCase(document(xml), Hostile.ALL.indexOf(Hostile.CDATA)).getTextContent())
                .contains(Hostile.CDATA);
    }

    @Test
    void everyStateHasItsPlace() throws Exception {
        Document document = document(xml(SampleRun.ofEverything().report(RunStatus.FAILED)));

        Element suite = document.getDocumentElement();
        assertThat(suite.getAttribute("name")).isEqualTo("terraform plan");
        assertThat(suite.getAttribute("tests")).isEqualTo("6");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("2");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        Element failure =
                (Element) testCase(document, 0).getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("Unsupported argument");
        assertThat(failure.getTextContent()).contains("(main.tf:3)", "Did you mean");
        Element skipped =
                (Element) testCase(document, 1).getElementsByTagName("skipped").item(0);
        assertThat(skipped.getAttribute("message")).isEqualTo("network failed");
        Element error =
                (Element) testCase(document, 3).getElementsByTagName("error").item(0);
        assertThat(error.getAttribute("type")).isEqualTo("ABORTED");
        assertThat(testCase(document, 2).getChildNodes().getLength()).isZero();
    }

    @Test
    void aTestIsNamedByOperationPathAndUnit() throws Exception {
        SampleRun run =
                new SampleRun(Operation.APPLY).unit("b", "v1.2/apps", null).unit("root", ".", null);
        Document document = document(xml(run.unfinished(true)));

        assertThat(testCase(document, 0).getAttribute("classname")).isEqualTo("apply.v1_2.apps");
        assertThat(testCase(document, 1).getAttribute("classname")).isEqualTo("apply.root");
    }

    @Test
    void whatALostRunLeftRunningIsAnError() throws Exception {
        SampleRun run = new SampleRun(Operation.APPLY)
                .unit("a", "a", null)
                .unit("b", "b", null)
                .start("a");

        assertThat(document(xml(run.unfinished(false))).getDocumentElement().getAttribute("errors"))
                .isEqualTo("1");
        assertThat(document(xml(run.unfinished(true))).getDocumentElement().getAttribute("skipped"))
                .isEqualTo("2");
    }

    @Test
    void holdsTheLog() throws Exception {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).start("a");
        run.end("a", UnitState.SUCCEEDED, null);
        StringWriter out = new StringWriter();
        new JUnitReportWriter().write(run.report(RunStatus.SUCCEEDED), Hostile.files(), out);

        assertThat(testCase(document(out.toString()), 0)
                        .getElementsByTagName("system-out")
                        .item(0)
                        .getTextContent())
                .startsWith("[the last lines of logs/0.log]\n")
                .contains(Hostile.SCRIPT);
    }

    private void validate(String xml) throws IOException, SAXException {
        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    }

    private static Element testCase(Document document, int number) {
        NodeList cases = document.getElementsByTagName("testcase");
        return (Element) cases.item(number);
    }

    private static Document document(String xml) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(xml)));
    }

    private static String xml(RunReport report) throws IOException {
        StringWriter out = new StringWriter();
        new JUnitReportWriter().write(report, RunFiles.NONE, out);
        return out.toString();
    }
}
