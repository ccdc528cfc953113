package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.testing.Chromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsChromium;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsChromium
class HtmlReportBrowserTest {

    private static final String TEXT_OF_NAMES =
            "Array.from(document.querySelectorAll('article h3 .name')).map(name => name.textContent)";

    @TempDir
    private Path directory;

    @Test
    void hostileTextsAreShownAndDoNothing(Chromium chromium) throws IOException {
        RunReport report = Hostile.report();
        chromium.open(write(report));

        assertThat(chromium.evaluate("window.ran === undefined")).isEqualTo(true);
        assertThat(chromium.evaluate("document.querySelectorAll('script, img, iframe, object, [onerror], [onmouseover],"
                        + " [style], a[href^=javascript]').length"))
                .isEqualTo(0L);
        assertThat(chromium.evaluate("document.querySelectorAll('article').length"))
                .isEqualTo((long) report.units().size());
        assertThat(chromium.evaluate(TEXT_OF_NAMES))
                .isEqualTo(report.units().stream()
                        .map(unit -> TextCleaner.line(unit.name()))
                        .toList());
        assertThat(chromium.text()).contains(Hostile.SCRIPT, Hostile.IMAGE, Hostile.CDATA, Hostile.NON_LATIN);
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    @Test
    void itsOwnPolicyAllowsItsOwnStyle(Chromium chromium) throws IOException {
        chromium.open(write(SampleRun.ofEverything().report(RunStatus.FAILED)));

        String background = "getComputedStyle(document.body).backgroundColor";
        Object light = chromium.evaluate(background);
        chromium.preferColorScheme("dark");

        assertThat(light).isEqualTo("rgb(245, 246, 248)");
        assertThat(chromium.evaluate(background)).isEqualTo("rgb(16, 19, 24)");
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    @Test
    void nothingIsWiderThanTheScreen(Chromium chromium) throws IOException {
        chromium.open(write(Hostile.report()));
        try {
            for (int width : new int[] {400, 800, 1280}) {
                chromium.driver()
                        .executeCdpCommand(
                                "Emulation.setDeviceMetricsOverride",
                                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));

                assertThat(chromium.evaluate("innerWidth")).isEqualTo((long) width);
                assertThat(chromium.evaluate(
                                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                        .as("at " + width)
                        .isEqualTo(true);
            }
        } finally {
            chromium.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void readsWellWhereStylesAreRefused(Chromium chromium) throws IOException {
        Path page = write(SampleRun.ofEverything().report(RunStatus.FAILED));
        // As Jenkins serves archived files.
        String strict = "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\""
                + " content=\"default-src 'none'; img-src 'self'; style-src 'self'\">";
        Files.writeString(page, Files.readString(page).replaceFirst("<meta charset=\"utf-8\">", strict));
        chromium.open(page);

        assertThat(chromium.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgba(0, 0, 0, 0)");
        assertThat(chromium.text())
                .contains("1 of 6 failed", "Look at these first", "✗ failed", "terraform state push");
        assertThat(chromium.evaluate("document.querySelector('table.units').rows.length"))
                .isEqualTo(7L);
    }

    private Path write(RunReport report) throws IOException {
        Path page = directory.resolve("report.html");
        try (Writer out = Files.newBufferedWriter(page)) {
            new HtmlReportWriter().write(report, Hostile.files(), out);
        }
        return page;
    }
}
