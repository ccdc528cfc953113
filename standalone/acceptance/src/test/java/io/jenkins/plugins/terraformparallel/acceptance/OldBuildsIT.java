package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.Chromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsChromium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Jenkins is killed and started again, and of some builds' runs not everything is there any more, or it was written by
 * another version: their pages say so, and nothing on them seems to run.
 */
@OnJenkins(own = true)
@NeedsChromium
class OldBuildsIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What earlier versions didn't write. */
    private static final List<String> NEW_FIELDS =
            List.of("cause", "notes", "logBytes", "processes", "resume", "unfinished", "heldLock");

    @Test
    void whatIsMissingIsSaidAndNothingRuns(TestJenkins jenkins, Chromium chromium) throws Exception {
        Build whole = over(jenkins);
        Build cut = over(jenkins);
        Build earlier = over(jenkins);
        Build gone = over(jenkins);
        Path workspace = jenkins.workspace("killed");
        TestModule slow = Modules.slow(workspace, "m1", "120");
        Build killed = jenkins.start(
                Pipeline.on(jenkins.agent(), workspace, "killed", """
                        terraformParallel(modules: ['m1'], operation: 'apply', gracePeriod: '2s')
                        """).notResumable());
        killed.awaitUntil("it applies", () -> slow.created().contains("slow"));
        Map<Build, TestRun> runs = new LinkedHashMap<>();
        for (Build build : List.of(whole, cut, earlier, gone, killed)) {
            runs.put(build, build.run());
        }

        jenkins.kill();
        cutInTheMiddle(runs.get(cut).journal());
        asOfAnEarlierVersion(runs.get(earlier).journal());
        Files.delete(runs.get(gone).journal());
        jenkins.start();
        killed.awaitEnd(Duration.ofMinutes(4));
        runs.get(killed).awaitEnd(Duration.ofMinutes(2));

        Map<Build, String> expected = new LinkedHashMap<>();
        expected.put(whole, "1 of 2 failed");
        expected.put(cut, "This run has no end");
        expected.put(earlier, "1 entries of the journal could not be read");
        expected.put(gone, "its journal is not in the build's folder");
        expected.put(killed, "aborted");
        List<String> seen = new ArrayList<>();
        for (Build build : expected.keySet()) {
            String path = runs.get(build).path();
            seen.add(shows(jenkins, chromium, path, expected.get(build)));
            List<String> pages = build == gone
                    ? List.of(build.path(), build.path() + "terraform-parallel/")
                    : List.of(
                            build.path(),
                            build.path() + "terraform-parallel/",
                            path + "changes",
                            path + "unit/" + key(runs.get(build)) + "/");
            for (String page : pages) {
                shows(jenkins, chromium, page, "");
            }
        }
        assertThat(jenkins.rest().get(runs.get(whole).path() + "json").status()).isEqualTo(200);
        assertThat(jenkins.rest().get(runs.get(gone).path() + "json").status()).isEqualTo(404);
        jenkins.figures()
                .add(
                        "builds after a restart: whole; journal cut in the middle; of an earlier version; without journal; "
                                + "killed and not resumable",
                        "pages open and say what is missing; nothing seems to run",
                        String.join("; ", seen));
    }

    /** A build of two units, of which one fails. */
    private static Build over(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("old");
        Modules.small(workspace, 1, "0");
        Modules.module(workspace, "broken", "output \"it\" { value = no.such.thing }\n");
        Build build = jenkins.run(Pipeline.on(jenkins.agent(), workspace, "old", """
                terraformParallel(modules: ['m001', 'broken'], operation: 'plan', parallel: 1, onFailure: 'continue')
                """));
        return build.hasResult("SUCCESS");
    }

    /** Half of it is there, and its last line is half a line. */
    private static void cutInTheMiddle(Path journal) throws IOException {
        byte[] whole = Files.readAllBytes(journal);
        int half = whole.length / 2;
        Files.write(journal, Arrays.copyOf(whole, whole[half - 1] == '\n' ? half - 1 : half));
    }

    /** Without what came later, and with an entry of a kind that isn't known here. */
    private static void asOfAnEarlierVersion(Path journal) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(journal)) {
            ObjectNode event = (ObjectNode) MAPPER.readTree(line);
            event.remove(NEW_FIELDS);
            if (event.get("findings") instanceof ObjectNode findings) {
                findings.remove(NEW_FIELDS);
            }
            lines.add(event.put("ofAnotherVersion", 1).toString());
        }
        Files.write(journal, lines);
        Files.writeString(
                journal, "{\"event\":\"of-another-version\"}\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private static String key(TestRun run) throws IOException {
        return TestRun.key(run.json().at("/units/0"));
    }

    /** Waits until a page shows a text, and holds it against what it must not show; the line with the text. */
    private static String shows(TestJenkins jenkins, Chromium chromium, String page, String text) throws Exception {
        chromium.driver().get(jenkins.rest().at(page).toString());
        chromium.await("[...document.querySelectorAll('#tfp')].every(root => root.dataset.ready === '')");
        Await.until(page + " shows: " + text, () -> chromium.text().contains(text));
        assertThat((String) chromium.evaluate("document.querySelector('#main-panel').innerText"))
                .as(page)
                .doesNotContain("Running:", "running for", "1 running", "running (", "Oops");
        assertThat(chromium.consoleErrors()).as(page).isEmpty();
        return chromium.text()
                .lines()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElse("");
    }
}
