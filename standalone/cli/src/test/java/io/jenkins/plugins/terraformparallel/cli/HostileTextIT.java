package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.Chromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsChromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Names of modules, and everything that terraform prints, are text and nothing else. */
@NeedsTerraform
class HostileTextIT {
    private static final String SCRIPT = "<script>window.pwned=1<";
    private static final String QUOTES = "a\"b'c&d;$(touch pwned)`|";
    private static final String TWO_LINES = "two\nlines";
    private static final String ANSI = "\u001b[31mred";
    private static final String RIGHT_TO_LEFT = "\u202Ecod.exe שלום";
    private static final String ANY_SCRIPT = "日本語 ключ 😀";
    private static final List<String> NAMES =
            List.of(SCRIPT, QUOTES, TWO_LINES, ANSI, RIGHT_TO_LEFT, ANY_SCRIPT, "]]>cdata");

    private static final String PRINTED = "</pre></details><img src=x onerror=window.pwned=2>]]>&amp;<b>bold</b>";
    /** What is in the state, the diff, an output, a provisioner's output and an error. */
    private static final String HOSTILE = """
            locals {
              text = "</pre><script>window.pwned=3</script>\\u001b[2J\\n```\\n~~~\\n# ключ \\u202E \\"q\\" 'a' |"
            }
            resource "terraform_data" "it" {
              input = local.text
              provisioner "local-exec" {
                command = "cat text; exit %d"
              }
            }
            output "value" {
              value = terraform_data.it.output
            }
            """;

    private static CallResult call;

    @BeforeAll
    static void apply(@TempDir Path world) throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        for (String name : NAMES) {
            cli.module("modules/" + name, HOSTILE.formatted(name.equals(SCRIPT) ? 3 : 0));
            cli.file("modules/" + name + "/text", PRINTED + "\n\u001b[31mred\u001b[0m\r\n\u0000\u0007\n```\n# title\n");
        }
        call = cli.runWithReports("apply", "--auto-approve", "--console", "all", "modules/*")
                .hasExitCode(1);
        assertThat(cli.directory().resolve("modules").toFile().list()).hasSize(NAMES.size());
        for (String name : NAMES) {
            assertThat(cli.directory().resolve("modules/" + name + "/pwned")).doesNotExist();
        }
        assertThat(cli.directory().resolve("pwned")).doesNotExist();
    }

    @Test
    void isAsItIsInJson() throws Exception {
        List<String> names = new ArrayList<>();
        call.json().get("units").forEach(unit -> names.add(unit.get("path").asText()));
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        NAMES.stream().map(name -> "modules/" + name).toList());
        assertThat(call.unit("modules/" + ANY_SCRIPT).at("/outputs/value/value").asText())
                .isEqualTo("</pre><script>window.pwned=3</script>\u001b[2J\n```\n~~~\n# ключ \u202E \"q\" 'a' |");
        assertThat(call.states()).containsEntry("modules/" + SCRIPT, "FAILED");
    }

    @Test
    void neitherColoursNorMovesNorBreaksLinesOnTheConsole() throws Exception {
        String console = call.out();
        assertThat(console).doesNotContain("\u001b", "\u202E", "\u0007", "\u0000", "\r");
        assertThat(console).contains("modules/" + SCRIPT, "modules/" + QUOTES, "modules/" + ANY_SCRIPT, PRINTED);
        assertThat(console.lines().filter(line -> line.startsWith("lines"))).isEmpty();
        assertThat(console.lines().filter(line -> line.startsWith("# title"))).isEmpty();
    }

    @Test
    void isTextInJUnit() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        Document xml = builder.parse(new ByteArrayInputStream(call.junit().getBytes(StandardCharsets.UTF_8)));

        NodeList all = xml.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            assertThat(all.item(i).getNodeName())
                    .isIn(
                            "testsuites",
                            "testsuite",
                            "testcase",
                            "failure",
                            "error",
                            "skipped",
                            "system-out",
                            "system-err",
                            "properties",
                            "property");
        }
        NodeList cases = xml.getElementsByTagName("testcase");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < cases.getLength(); i++) {
            names.add(cases.item(i).getAttributes().getNamedItem("name").getNodeValue());
        }
        assertThat(names)
                .hasSize(NAMES.size())
                .contains("modules/" + SCRIPT, "modules/" + QUOTES, "modules/" + ANY_SCRIPT);
        assertThat(xml.getDocumentElement().getTextContent()).contains(PRINTED);
    }

    @Test
    void isTextInMarkdown() throws Exception {
        String fence = null;
        StringBuilder outside = new StringBuilder();
        for (String line : call.markdown().lines().toList()) {
            if (fence == null && line.matches("`{3,}\\w*")) {
                fence = line.replaceAll("\\w", "");
            } else if (fence != null && line.equals(fence)) {
                fence = null;
            } else if (fence == null) {
                outside.append(line).append('\n');
            }
        }
        assertThat(fence).as("an open fence").isNull();
        assertThat(outside.toString().replaceAll("</?(details|summary|code|br)/?>", ""))
                .doesNotContain("<", "pwned=3")
                .contains("&#60;script&#62;window&#46;pwned=1&#60;", "ключ");
        assertThat(call.markdown()).doesNotContain("\u001b", "\u202E");
    }

    @Test
    @NeedsChromium
    void isTextInTheBrowser(Chromium chromium) throws Exception {
        chromium.open(call.htmlFile());

        assertThat(chromium.evaluate("typeof window.pwned")).isEqualTo("undefined");
        assertThat(chromium.evaluate("document.querySelectorAll('img, b, iframe, object, link').length"))
                .isEqualTo(0L);
        assertThat(chromium.evaluate("[...document.scripts].map(script => script.type).join(' ')"))
                .as("the report's own scripts")
                .isEqualTo("application/json module");
        assertThat(chromium.evaluate("document.querySelectorAll('*[onerror], *[onclick], *[onload]').length"))
                .isEqualTo(0L);
        assertThat(chromium.consoleErrors()).isEmpty();
        String seen = chromium.text();
        assertThat(seen)
                .contains("modules/" + SCRIPT, "modules/" + QUOTES, "modules/" + ANY_SCRIPT, "modules/]]>cdata");
        assertThat(seen).doesNotContain("\u202E", "\u001b");
        StringBuilder units = new StringBuilder();
        for (int unit = 1; unit <= 7; unit++) {
            chromium.evaluate("document.querySelector('#tfp-log')?.remove(), location.hash = '#unit-" + unit + "'");
            chromium.await("document.querySelector('#tfp-log pre')?.innerText.includes('terraform_data')");
            units.append(chromium.text());
        }
        assertThat(units).contains(PRINTED, "</pre><script>window.pwned=3</script>");
        assertThat(chromium.evaluate("typeof window.pwned")).isEqualTo("undefined");
    }
}
