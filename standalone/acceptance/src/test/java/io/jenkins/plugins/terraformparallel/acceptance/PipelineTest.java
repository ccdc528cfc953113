package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PipelineTest {

    @Test
    void itsScriptArrivesAsItIs() throws Exception {
        Pipeline pipeline = Pipeline.on("built-in", Path.of("/a b/it's"), "job", """
                if (1 < 2 && "a" > 'b') {
                    echo '''<&'''
                }
                """);

        Element xml = parsed(pipeline);

        assertThat(pipeline.script()).isEqualTo("""
                node('built-in') {
                    ws('/a b/it\\'s') {
                        if (1 < 2 && "a" > 'b') {
                            echo '''<&'''
                        }
                    }
                }
                """);
        assertThat(text(xml, "script")).isEqualTo(pipeline.script());
        assertThat(text(xml, "sandbox")).isEqualTo("true");
        assertThat(xml.getElementsByTagName("properties").item(0).getTextContent())
                .isBlank();
    }

    @Test
    void itsPropertiesAreInItsConfiguration() throws Exception {
        Pipeline pipeline =
                Pipeline.of("job", "").durability("PERFORMANCE_OPTIMIZED").notResumable();

        Element xml = parsed(pipeline);

        assertThat(text(xml, "hint")).isEqualTo("PERFORMANCE_OPTIMIZED");
        assertThat(xml.getElementsByTagName("org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty")
                        .getLength())
                .isOne();
    }

    private static Element parsed(Pipeline pipeline) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(pipeline.xml()
                        // Jenkins reads 1.1, this parser only 1.0.
                        .replace("version='1.1'", "version='1.0'")
                        .getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static String text(Element xml, String name) {
        return xml.getElementsByTagName(name).item(0).getTextContent();
    }
}
