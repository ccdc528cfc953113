package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.testing.Accessibility;
import io.jenkins.plugins.terraformparallel.testing.Chromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsChromium;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@NeedsChromium
class HtmlReportBrowserTest {

    private static final String ROWS = "Array.from(document.querySelectorAll('.tfp-units tbody tr'))";
    private static final String SHOWN =
            ROWS + ".filter(row => !row.hidden)" + ".map(row => row.querySelector('.tfp-name').textContent)";
    private static final String SUSPICIOUS =
            "document.querySelectorAll('script:not([type=\"module\"], [type=\"application/json\"]),"
                    + " img, iframe, object, [onerror], [onmouseover], [style], a[href^=javascript]').length";

    private static final String TOO_WIDE =
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
                    + " ? [] : [...document.querySelectorAll('.tfp-app *')]"
                    + ".filter(each => each.getBoundingClientRect().right > innerWidth).map(each => each.tagName + '.' + each.className)";

    @TempDir
    private Path directory;

    @Test
    void hostileTextsAreShownAndDoNothing(Chromium chromium) throws Exception {
        RunReport report = Hostile.report();
        open(chromium, report, "");

        assertThat(chromium.evaluate(SHOWN))
                .isEqualTo(report.units().stream()
                        .map(unit -> TextCleaner.line(unit.name()))
                        .toList());
        assertThat(chromium.text()).contains(Hostile.SCRIPT, Hostile.IMAGE, Hostile.CDATA, Hostile.NON_LATIN);
        for (String view : List.of("view=changes", "view=timeline", "unit=0", "unit=4", "unit=9")) {
            open(chromium, report, view);
            assertThat(chromium.evaluate("document.querySelector('.tfp-app').innerText.length > 200"))
                    .as(view)
                    .isEqualTo(true);
        }
        assertThat(chromium.evaluate(SUSPICIOUS)).isEqualTo(0L);
        assertThat(chromium.evaluate("window.ran === undefined")).isEqualTo(true);
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    @Test
    void cleansTextsAsJavaDoes(Chromium chromium) throws Exception {
        RunReport report = Hostile.report();
        for (int i = 0; i < report.units().size(); i++) {
            open(chromium, report, "unit=" + i);
            assertThat(chromium.evaluate("document.querySelector('.tfp-log').textContent"))
                    .isEqualTo(TextCleaner.text(Hostile.files().tail("", 0).text()));
            assertThat(chromium.evaluate("document.querySelector('.tfp-unit h2').textContent"))
                    .isEqualTo(TextCleaner.line(report.units().get(i).name()));
        }
    }

    @Test
    void itsOwnPolicyAllowsItsOwnStyleAndScript(Chromium chromium) throws Exception {
        open(chromium, SampleRun.ofEverything().report(RunStatus.FAILED), "");

        String background = "getComputedStyle(document.body).backgroundColor";
        Object light = chromium.evaluate(background);
        chromium.preferColorScheme("dark");

        assertThat(light).isEqualTo("rgb(245, 246, 248)");
        assertThat(chromium.evaluate(background)).isEqualTo("rgb(16, 19, 24)");
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    @Test
    void nothingIsWiderThanTheScreen(Chromium chromium) throws Exception {
        try {
            for (String view : List.of("", "view=changes", "view=timeline", "unit=0")) {
                for (int width : new int[] {400, 800, 1280}) {
                    chromium.driver()
                            .executeCdpCommand(
                                    "Emulation.setDeviceMetricsOverride",
                                    Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
                    open(chromium, Hostile.report(), view);

                    assertThat(chromium.evaluate("innerWidth")).isEqualTo((long) width);
                    assertThat(chromium.evaluate(TOO_WIDE))
                            .as(view + " at " + width)
                            .isEqualTo(List.of());
                }
            }
        } finally {
            chromium.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void readsWellWhereStylesAndScriptsAreRefused(Chromium chromium) throws Exception {
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
        assertThat(chromium.evaluate("document.querySelector('#tfp').children.length"))
                .isEqualTo(0L);
    }

    @Test
    void typingFiltersAndTheAddressRemembersIt(Chromium chromium) throws Exception {
        open(chromium, SampleRun.ofEverything().report(RunStatus.FAILED), "");
        chromium.driver()
                .findElement(By.cssSelector(".tfp-units-view .tfp-search"))
                .sendKeys("APPS bl");

        assertThat(chromium.evaluate(SHOWN)).isEqualTo(List.of("apps/blog"));
        assertThat(chromium.text()).contains("1 of 6 shown");
        assertThat(chromium.evaluate("location.hash")).isEqualTo("#q=APPS+bl");

        chromium.driver().navigate().refresh();
        ready(chromium);

        assertThat(chromium.evaluate(SHOWN)).isEqualTo(List.of("apps/blog"));
    }

    @Test
    void aStateIsAFilterThatCanBeTakenBack(Chromium chromium) throws Exception {
        open(chromium, SampleRun.ofEverything().report(RunStatus.FAILED), "");
        WebElement failed = chromium.driver().findElement(By.cssSelector(".tfp-count[data-state=FAILED]"));

        failed.click();
        assertThat(chromium.evaluate(SHOWN)).isEqualTo(List.of("network"));
        chromium.driver()
                .findElement(By.cssSelector(".tfp-count[data-state=FAILED]"))
                .click();
        assertThat((List<?>) chromium.evaluate(SHOWN)).hasSize(6);
    }

    @Test
    void columnsSort(Chromium chromium) throws Exception {
        open(chromium, SampleRun.ofEverything().report(RunStatus.FAILED), "");
        WebElement unit = chromium.driver().findElement(By.cssSelector(".tfp-column-unit button"));

        unit.click();
        assertThat(chromium.evaluate(SHOWN))
                .isEqualTo(List.of("apps/blog", "apps/shop@eu", "data/store", "dns", "network", "slow"));
        assertThat(unit.findElement(By.xpath("..")).getDomAttribute("aria-sort"))
                .isEqualTo("ascending");
        unit.click();
        assertThat(chromium.evaluate(SHOWN + "[0]")).isEqualTo("slow");
        unit.click();
        assertThat(chromium.evaluate(SHOWN + "[0]")).isEqualTo("network");

        open(chromium, SampleRun.ofEverything().report(RunStatus.FAILED), "sort=changes");
        assertThat(chromium.evaluate(SHOWN + "[0]")).isEqualTo("apps/blog");
    }

    @Test
    void aUnitHasWhatIsKnownOfItAndBackLeadsBack(Chromium chromium) throws Exception {
        open(chromium, SampleRun.ofEverything().report(RunStatus.FAILED), "q=apps/b");
        chromium.driver().findElement(By.linkText("apps/blog")).click();

        assertThat(chromium.text())
                .contains("create", "module.cdn.terraform_data.edge", "destroy", "logs/2.log", Hostile.CDATA)
                .doesNotContain("apps/shop@eu");
        assertThat(chromium.evaluate("document.activeElement.textContent")).isEqualTo("apps/blog");

        chromium.driver().navigate().back();

        assertThat(chromium.evaluate("document.querySelector('.tfp-unit') === null"))
                .isEqualTo(true);
        assertThat(chromium.evaluate(SHOWN)).isEqualTo(List.of("apps/blog"));
    }

    @Test
    void allChangesShowDestroysFirstAndFilterByKind(Chromium chromium) throws Exception {
        open(chromium, SampleRun.ofEverything().report(RunStatus.FAILED), "view=changes");
        String rows =
                "Array.from(document.querySelectorAll('.tfp-changes-table tbody tr')).map(row => row.innerText.split(/\\s+/)[0])";

        assertThat(chromium.evaluate(rows)).isEqualTo(List.of("destroy", "replace", "create"));
        chromium.driver()
                .findElement(By.cssSelector(".tfp-toggle.tfp-action-create"))
                .click();
        assertThat(chromium.evaluate(rows)).isEqualTo(List.of("create"));
        assertThat(chromium.evaluate("location.hash")).isEqualTo("#view=changes&kind=create");
    }

    @Test
    void tabsAreMovedThroughWithArrows(Chromium chromium) throws Exception {
        open(chromium, SampleRun.ofEverything().report(RunStatus.FAILED), "");
        chromium.driver().findElement(By.id("tfp-tab-units")).sendKeys(Keys.ARROW_RIGHT);

        assertThat(chromium.evaluate("document.activeElement.id")).isEqualTo("tfp-tab-timeline");
        assertThat(chromium.evaluate("document.querySelectorAll('.tfp-slot').length"))
                .isEqualTo(5L);
    }

    @Test
    void thePageIsAccessible(Chromium chromium) throws Exception {
        for (String scheme : List.of("light", "dark")) {
            for (String view : List.of("", "view=changes", "view=timeline", "unit=2", "unit=0")) {
                open(chromium, SampleRun.ofEverything().report(RunStatus.FAILED), view);
                chromium.preferColorScheme(scheme);
                assertThat(Accessibility.violations(chromium))
                        .as(scheme + " " + view)
                        .isEmpty();
            }
        }
    }

    @Test
    void aThousandUnitsStaySmooth(Chromium chromium) throws Exception {
        SampleRun run = new SampleRun(Operation.PLAN);
        for (int i = 0; i < 1000; i++) {
            String name = "area-" + i % 17 + "/module-" + i;
            run.unit(name, name, null).start(name).process(name, "plan", 2, SampleRun.plan(i % 7, i % 3, i % 2));
            run.end(name, i % 50 == 0 ? UnitState.FAILED : UnitState.SUCCEEDED, null);
        }
        chromium.driver().executeCdpCommand("Performance.enable", Map.of("timeDomain", "threadTicks"));
        open(chromium, run.report(RunStatus.FAILED), "");
        double slowest = 0;
        for (String text : List.of("m", "mo", "mod", "module-9", "module-99", "", "area-1", "", "7")) {
            slowest = Math.max(slowest, typing(chromium, text));
        }
        System.out.printf("1,000 units: the slowest key took %.0f ms of the processor%n", slowest);

        assertThat(slowest).isLessThan(50);
        assertThat(chromium.evaluate(SHOWN))
                .isEqualTo(run.report(RunStatus.FAILED).units().stream()
                        .map(UnitReport::name)
                        .filter(name -> name.contains("7"))
                        .toList());
    }

    /** The processor's time, which doesn't hang on what else the machine does: script, style and layout, in milliseconds. */
    private static double typing(Chromium chromium, String text) {
        double before = work(chromium);
        chromium.driver()
                .executeScript(
                        "const input = document.querySelector('.tfp-units-view .tfp-search');"
                                + "input.value = arguments[0]; input.dispatchEvent(new Event('input'));"
                                + "document.body.offsetHeight;",
                        text);
        return work(chromium) - before;
    }

    @SuppressWarnings("unchecked")
    private static double work(Chromium chromium) {
        List<Map<String, Object>> metrics = (List<Map<String, Object>>) chromium.driver()
                .executeCdpCommand("Performance.getMetrics", Map.of())
                .get("metrics");
        return 1000
                * metrics.stream()
                        .filter(metric -> List.of("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
                                .contains(metric.get("name")))
                        .mapToDouble(metric -> ((Number) metric.get("value")).doubleValue())
                        .sum();
    }

    private void open(Chromium chromium, RunReport report, String hash) throws Exception {
        Path page = write(report);
        chromium.driver().get("about:blank");
        chromium.driver().get(page.toUri() + (hash.isEmpty() ? "" : "#" + hash));
        ready(chromium);
    }

    private static void ready(Chromium chromium) throws Exception {
        chromium.await("document.querySelector('#tfp')?.dataset.ready === ''");
        // What comes behind the first frame: details, changes.
        chromium.await("![...document.querySelectorAll('.tfp-app .tfp-hint')]"
                + ".some(hint => hint.checkVisibility() && hint.textContent === 'Loading…')");
    }

    private Path write(RunReport report) throws IOException {
        Path page = directory.resolve("report.html");
        try (Writer out = Files.newBufferedWriter(page)) {
            new HtmlReportWriter().write(report, Hostile.files(), out);
        }
        return page;
    }
}
