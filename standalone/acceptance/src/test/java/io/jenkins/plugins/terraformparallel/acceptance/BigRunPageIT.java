package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.Accessibility;
import io.jenkins.plugins.terraformparallel.testing.Chromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsChromium;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Pages of a run with a thousand units, and of a unit with a log of 200 MB. Figures of time are told, not judged. */
@OnJenkins(own = true)
@NeedsChromium
class BigRunPageIT {
    private static final int UNITS = 1000;
    private static final long LOG = 200_000_000;
    private static final int POLL = 5_000;
    private static final int JSON = 400_000;
    private static final int MEBIBYTE = 1 << 20;

    /** Notes when the browser has painted what fulfils a condition. */
    private static final String PAINTED = """
            const isThere = () => %s;
            const look = new MutationObserver(() => {
                if (isThere()) {
                    look.disconnect();
                    requestAnimationFrame(() => setTimeout(() => { window.paintedAt = performance.now(); }));
                }
            });
            look.observe(document, { childList: true, subtree: true });
            """;

    /** What the browser itself measures from a key to the next paint, in steps of 8 ms. */
    private static final String KEYS = """
            window.keys = [];
            new PerformanceObserver(list => list.getEntries().forEach(entry => window.keys.push(entry.duration)))
                .observe({ type: 'event', durationThreshold: 16 });
            """;

    private static final String POLLS = "performance.getEntriesByType('resource')"
            + ".filter(entry => /state\\?since=[1-9]/.test(entry.name))"
            + ".map(entry => Math.max(entry.encodedBodySize, entry.decodedBodySize))";

    @Test
    void aThousandUnitsAreShownAtOnce(TestJenkins jenkins, Chromium chromium) throws Exception {
        Path workspace = jenkins.workspace("thousand");
        Modules.small(workspace, 4, "0");
        Modules.failing(workspace, "broken", "The quota of this account is used up.");
        Build build = jenkins.run(Pipeline.on(jenkins.agent(), workspace, "thousand", """
                terraformParallel(modules: ['m*', 'broken'], operation: 'plan', onFailure: 'continue')
                """));
        TestRun run = build.run();
        MultipliedRun.multiply(run, UNITS);
        assertThat(run.states()).hasSize(UNITS).containsValue("FAILED");

        Runnable forget = whenPainted(
                chromium, "document.getElementsByClassName('tfp-units')[0]" + "?.tBodies[0].rows.length === " + UNITS);
        open(chromium, jenkins, run.path());
        open(chromium, jenkins, run.path());
        double first = number(chromium, "performance.getEntriesByName('first-contentful-paint')[0].startTime");
        double table = number(chromium, "window.paintedAt");
        double answer = number(chromium, "performance.getEntriesByType('navigation')[0].responseEnd");
        forget.run();

        chromium.driver().executeScript(KEYS);
        WebElement search = chromium.driver().findElement(By.cssSelector(".tfp-units-view .tfp-search"));
        for (String key : "area-07 quota".split("")) {
            search.sendKeys(key);
        }
        chromium.await("/^[89] of /.test(document.querySelector('.tfp-shown').textContent)");
        chromium.driver().executeAsyncScript("setTimeout(arguments[0], 200)");
        double slowest = number(chromium, "Math.max(0, ...window.keys)");

        String json = jenkins.rest().get(run.path() + "json").expect(200).body();
        int compressed = compressed(json);
        List<String> violations = Accessibility.violations(chromium, "#main-panel");
        jenkins.figures()
                .add(
                        UNITS + " units: first paint of the page, and of the table",
                        "< 1 s",
                        "%.0f ms, %.0f ms (%.0f ms of them until Jenkins had answered)"
                                .formatted(first, table, answer));
        jenkins.figures()
                .add(
                        UNITS + " units: slowest key in the filter, until it is painted",
                        "< 50 ms",
                        slowest == 0 ? "< 16 ms" : "%.0f ms".formatted(slowest));
        jenkins.figures()
                .add(
                        UNITS + " units: JSON, compressed",
                        "< 400 kB",
                        compressed + " B of " + json.getBytes(StandardCharsets.UTF_8).length + " B");
        assertThat(compressed).isLessThan(JSON);
        assertThat(violations).isEmpty();
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    @Test
    void aThousandUnitsThatRunAreToldInSmallAnswers(TestJenkins jenkins, Chromium chromium) throws Exception {
        Path workspace = jenkins.workspace("thousand-live");
        Modules.small(workspace, UNITS, "3");
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "thousand-live", """
                terraformParallel(modules: ['m*'], operation: 'apply')
                """));
        build.awaitUntil(
                "some are done",
                () -> build.runs().size() == 1 && build.run().states().containsValue("SUCCEEDED"));
        TestRun run = build.run();

        open(chromium, jenkins, run.path());
        long before = (long) chromium.evaluate("document.querySelectorAll('.tfp-units .tfp-succeeded').length");
        chromium.await("document.querySelectorAll('.tfp-units .tfp-succeeded').length > " + (before + 8));
        List<?> polls = (List<?>) chromium.evaluate(POLLS);
        long whole = (long) chromium.evaluate("performance.getEntriesByType('resource')"
                + ".find(entry => /state\\?since=0/.test(entry.name)).decodedBodySize");
        build.stop();
        build.awaitEnd();

        jenkins.figures()
                .add(
                        UNITS + " units that run: answers to polls, before compression",
                        "< 5 kB",
                        polls + " B; the first answer, with all units, " + whole + " B");
        assertThat(polls)
                .isNotEmpty()
                .allSatisfy(bytes -> assertThat((Long) bytes).isLessThan(POLL));
    }

    @Test
    void aLogOf200MegabytesOpensAtItsEnd(TestJenkins jenkins, Chromium chromium) throws Exception {
        Path workspace = jenkins.workspace("long-log");
        Modules.small(workspace, 1, "0");
        Build build = jenkins.run(Pipeline.on(jenkins.agent(), workspace, "long-log", """
                terraformParallel(modules: ['m*'], operation: 'plan')
                """));
        TestRun run = build.run();
        String name = run.unit("m001").get("log").asText();
        String key = name.replaceAll("logs/(.*)\\.log", "$1");
        long size = grow(run.folder().resolve(name));
        open(chromium, jenkins, run.path());
        long before = heap(jenkins);

        Runnable forget = whenPainted(
                chromium, "document.getElementsByClassName('tfp-log')[0]" + "?.textContent.includes('the last line')");
        open(chromium, jenkins, run.path() + "unit/" + key + "/");
        chromium.await("window.paintedAt > 0");
        double shown = number(chromium, "window.paintedAt");
        double held = number(chromium, "document.querySelector('.tfp-log').textContent.length");
        forget.run();
        long opened = heap(jenkins);
        long[] streamed = new long[1];
        long during = download(jenkins, run.path() + "log/" + key, streamed);
        long download = Files.size(downloaded(jenkins, run.path() + "log/" + key + "?download"));
        long after = heap(jenkins);

        jenkins.figures()
                .add(
                        "unit's log of %d MB: its last line is painted".formatted(size / 1_000_000),
                        "at once",
                        "%.0f ms; the page holds %.0f kB of it".formatted(shown, held / 1000));
        jenkins.figures()
                .add(
                        "unit's log of %d MB: heap of the controller after a collection".formatted(size / 1_000_000),
                        "does not grow with the log",
                        "%d MiB; page open %d MiB; half of the raw log sent %d MiB; raw log and download sent %d MiB"
                                .formatted(before, opened, during, after));
        assertThat(streamed[0]).isEqualTo(size);
        assertThat(download).isEqualTo(size);
        assertThat(held).isLessThan(MEBIBYTE);
        assertThat(List.of(opened, during, after))
                .allSatisfy(used -> assertThat(used).isLessThan(before + size / MEBIBYTE / 4));
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    /** Makes a log that long; its size in bytes. */
    private static long grow(Path log) throws IOException {
        String line = "terraform_data.it: Still creating... [%09d s elapsed] ü " + "x".repeat(40) + "\n";
        try (BufferedWriter out = Files.newBufferedWriter(log)) {
            long written = 0;
            for (long i = 0; written < LOG; i++) {
                String next = line.formatted(i);
                out.write(next);
                written += next.length() + 1;
            }
            out.write("the last line\n");
        }
        return Files.size(log);
    }

    /** What the controller's heap holds after a collection, in MiB. */
    private static long heap(TestJenkins jenkins) throws IOException {
        String used = jenkins.script("""
                import java.lang.management.ManagementFactory
                2.times { System.gc() }
                print ManagementFactory.memoryMXBean.heapMemoryUsage.used
                """);
        return Long.parseLong(used) / MEBIBYTE;
    }

    /** What the heap holds while half of a log has been sent. */
    private static long download(TestJenkins jenkins, String path, long[] bytes) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(jenkins.rest().at(path)).GET().build();
        byte[] block = new byte[MEBIBYTE];
        long used = 0;
        try (InputStream in = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofInputStream())
                .body()) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                bytes[0] += count;
                if (used == 0 && bytes[0] > LOG / 2) {
                    used = heap(jenkins);
                }
            }
        }
        return used;
    }

    private static Path downloaded(TestJenkins jenkins, String path) throws IOException {
        Path file = jenkins.directory().resolve("downloaded.log");
        jenkins.rest().download(path, file);
        return file;
    }

    /** @return undoes it */
    private static Runnable whenPainted(Chromium chromium, String condition) {
        Object identifier = chromium.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", PAINTED.formatted(condition)))
                .get("identifier");
        return () -> chromium.driver()
                .executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", identifier));
    }

    private static int compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    private static double number(Chromium chromium, String expression) {
        return ((Number) chromium.evaluate(expression)).doubleValue();
    }

    private static void open(Chromium chromium, TestJenkins jenkins, String path) throws Exception {
        chromium.driver().get(jenkins.rest().at(path).toString());
        chromium.await("document.querySelector('#tfp')?.dataset.ready === ''");
    }
}
