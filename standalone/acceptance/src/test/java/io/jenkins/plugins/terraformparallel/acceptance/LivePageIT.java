package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.Accessibility;
import io.jenkins.plugins.terraformparallel.testing.Chromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsChromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * Forty modules are applied while somebody looks on: the page changes without being loaded again. Its pictures are those of
 * the documentation where {@code acceptance.images} names a directory for them.
 */
@OnJenkins
@NeedsChromium
class LivePageIT {

    private static final List<String> PARTS =
            List.of("network", "database", "apps/shop", "apps/blog", "queue", "cdn", "metrics", "access");
    private static final List<String> PLACES = List.of("eu", "us", "ap", "staging", "tools");

    private static final String BROKEN = "apps/blog/us";

    /** The rest of the page is Jenkins' own. */
    private static final String MAIN = "#main-panel";

    /** How many bytes the answers to questions for changes had, and those with which pages began. */
    private static final String POLLS = "performance.getEntriesByType('resource')"
            + ".filter(entry => /state\\?since=[1-9]/.test(entry.name)).map(entry => entry.encodedBodySize)";

    @Test
    void statesChangeBeforeTheEyesOfWhoeverLooksOn(TestJenkins jenkins, Chromium chromium) throws Exception {
        Path workspace = jenkins.workspace("live");
        for (String place : PLACES) {
            for (String part : PARTS) {
                write(workspace, part + "/" + place);
            }
        }
        String node = jenkins.agent();
        Pipeline pipeline = Pipeline.on(node, workspace, "infrastructure", """
                for (round in [[rev: 1, pause: 0, broken: false], [rev: 2, pause: 4, broken: true]]) {
                    terraformParallel(modules: ['*/*', 'apps/*/*', '!apps/*'], operation: 'apply', parallel: 4, vars: round,
                        onFailure: 'continue')
                }
                """);
        Build build = jenkins.start(pipeline);
        build.awaitUntil("the second run has begun", () -> build.runs().size() == 2);
        TestRun run = build.runs().get(1);
        build.awaitUntil("some are done", () -> done(run) >= 10);

        chromium.driver().get(jenkins.rest().at(run.path()).toString());
        ready(chromium);
        chromium.driver().executeScript("window.loadedOnce = true");
        List<String> violations = new ArrayList<>(Accessibility.violations(chromium, MAIN));
        long first = done(chromium);
        picture(jenkins, chromium, "run.png");
        chromium.await("window.loadedOnce && document.querySelectorAll('.tfp-units .tfp-succeeded').length > " + first);
        dark(chromium);
        violations.addAll(Accessibility.violations(chromium, MAIN));
        picture(jenkins, chromium, "run-dark.png");
        List<?> polls = (List<?>) chromium.evaluate(POLLS);
        build.awaitEnd();
        chromium.await("window.loadedOnce && document.body.innerText.includes('took')");

        chromium.driver().get(jenkins.rest().at(run.path() + "changes").toString());
        ready(chromium);
        chromium.await("document.querySelector('.tfp-changes-table') !== null");
        violations.addAll(Accessibility.violations(chromium, MAIN));
        picture(jenkins, chromium, "changes.png");
        chromium.driver().findElement(By.id("tfp-tab-timeline")).click();
        violations.addAll(Accessibility.violations(chromium, MAIN));
        chromium.driver().executeScript("document.querySelector('.tfp-tabs').scrollIntoView()");
        picture(jenkins, chromium, "timeline.png");
        String key = run.key(BROKEN);
        chromium.driver()
                .get(jenkins.rest().at(run.path() + "unit/" + key + "/").toString());
        ready(chromium);
        chromium.await("document.querySelector('.tfp-log').textContent.includes('quota')");
        violations.addAll(Accessibility.violations(chromium, MAIN));
        picture(jenkins, chromium, "unit.png");
        dark(chromium);
        violations.addAll(Accessibility.violations(chromium, MAIN));
        chromium.driver().get(jenkins.rest().at(build.path()).toString());
        chromium.await("document.body.innerText.includes('1 of 40 failed')");
        picture(jenkins, chromium, "build.png");

        jenkins.figures()
                .add(
                        "page of a running build of 40 modules in Chromium",
                        "states change without reload, no serious violation of accessibility, polls < 5 kB",
                        (first + " done at first, more without reload, ") + violations.size() + " violations, polls "
                                + polls + " B");
        assertThat(violations).isEmpty();
        assertThat(polls)
                .isNotEmpty()
                .allSatisfy(bytes -> assertThat((Long) bytes).isLessThan(5000));
        assertThat(chromium.consoleErrors()).isEmpty();
        assertThat(run.states()).hasSize(40).containsEntry(BROKEN, "FAILED");
    }

    /** One resource that takes its time, and is replaced when the revision changes. */
    private static void write(Path workspace, String path) throws IOException {
        Modules.module(workspace, path, """
                variable "rev" { type = number }
                variable "pause" { type = number }
                variable "broken" { type = bool }
                resource "terraform_data" "config" {
                  input = var.rev
                }
                resource "terraform_data" "service" {
                  triggers_replace = [var.rev]
                  provisioner "local-exec" {
                    command = "sleep ${var.pause}"
                  }
                %s}
                output "revision" { value = terraform_data.config.output }
                """.formatted(path.equals(BROKEN) ? """
                          lifecycle {
                            precondition {
                              condition     = !var.broken
                              error_message = "The quota of this account is used up."
                            }
                          }
                        """ : ""));
    }

    private static long done(TestRun run) throws IOException {
        return run.states().values().stream()
                .filter(state -> !state.matches("QUEUED|RUNNING"))
                .count();
    }

    private static long done(Chromium chromium) {
        return (long) chromium.evaluate("document.querySelectorAll('.tfp-units .tfp-succeeded').length");
    }

    private static void ready(Chromium chromium) throws Exception {
        chromium.await("document.querySelector('#tfp')?.dataset.ready === ''");
    }

    /** As Jenkins' Dark Theme plugin makes it, which needn't be there. */
    private static void dark(Chromium chromium) throws IOException {
        try (InputStream in = LivePageIT.class.getResourceAsStream("dark-theme.css")) {
            chromium.driver()
                    .executeScript(
                            "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]);"
                                    + "document.adoptedStyleSheets.push(sheet);",
                            new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void picture(TestJenkins jenkins, Chromium chromium, String name) throws IOException {
        String images = System.getProperty("acceptance.images");
        Path directory = images == null ? jenkins.directory().resolve("screenshots") : Path.of(images);
        Map<String, Object> size = Map.of("width", 1280, "height", 1250, "deviceScaleFactor", 1, "mobile", false);
        chromium.driver().executeCdpCommand("Emulation.setDeviceMetricsOverride", size);
        chromium.screenshot(directory.resolve(name));
        chromium.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
}
