package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.testing.Accessibility;
import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.Chromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsChromium;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The renderer as in Jenkins: fed by answers of a server. */
@NeedsChromium
class RunPageBrowserTest {

    private final AtomicReference<RunReport> report = new AtomicReference<>();
    private final SampleRun run = new SampleRun(Operation.PLAN);
    private RunPageServer server;

    @BeforeEach
    void serve() throws Exception {
        server = new RunPageServer(report::get);
        for (int i = 0; i < 4; i++) {
            run.unit("module-" + i, "module-" + i, null);
        }
        run.start("module-0");
        run.event(new RunEvent.ChainStarting(
                run.tick(),
                "module-0",
                1,
                List.of(new RunEvent.PlannedProcess(1, "init"), new RunEvent.PlannedProcess(2, "plan"))));
        report.set(run.unfinished(true));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void statesChangeWithoutReload(Chromium chromium) throws Exception {
        open(chromium, server.url());
        assertThat(chromium.text()).contains("Running: 0 of 4 done, 1 running, 3 queued", "running (init)");
        chromium.driver().executeScript("window.same = true");

        run.process("module-0", "init", 0, ProcessFindings.NONE);
        report.set(run.unfinished(true));
        chromium.await("document.body.innerText.includes('running (plan)')");
        run.process("module-0", "plan", 2, SampleRun.plan(3, 0, 1));
        run.end("module-0", UnitState.SUCCEEDED, null);
        run.start("module-1").end("module-1", UnitState.FAILED, "it broke");
        report.set(run.unfinished(true));
        chromium.await("document.body.innerText.includes('it broke')");

        assertThat(chromium.text()).contains("2 of 4 done, 1 failed, 2 queued", "+3", "−1", "Look at these first");
        assertThat(chromium.evaluate("window.same")).isEqualTo(true);
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    @Test
    void nobodyAsksAgainOnceItIsComplete(Chromium chromium) throws Exception {
        open(chromium, server.url());
        run.end("module-0", UnitState.SUCCEEDED, null);
        report.set(run.report(RunStatus.FAILED));
        chromium.await("document.body.innerText.includes('took')");
        int asked = server.polls.size();

        chromium.driver().executeAsyncScript("setTimeout(arguments[0], 2500)");

        assertThat(server.polls).hasSize(asked);
    }

    @Test
    void aPollTellsOnlyWhatChanged(Chromium chromium) throws Exception {
        for (int i = 4; i < 1000; i++) {
            run.unit("area/module-" + i, "area/module-" + i, null);
        }
        report.set(run.unfinished(true));
        open(chromium, server.url());
        int asked = server.polls.size();
        run.process("module-0", "plan", 2, SampleRun.plan(3, 0, 1));
        report.set(run.unfinished(true));
        chromium.await("document.body.innerText.includes('+3')");

        assertThat(server.polls.get(0)).isGreaterThan(50_000);
        assertThat(server.polls.subList(asked, server.polls.size()))
                .allSatisfy(bytes -> assertThat(bytes).isLessThan(5000));
        System.out.println("a poll of 1,000 units with one change: "
                + server.polls.subList(asked, server.polls.size()).stream()
                        .max(Integer::compare)
                        .orElseThrow()
                + " bytes");
    }

    @Test
    void saysThatJenkinsDoesNotAnswerAndGoesOn(Chromium chromium) throws Exception {
        open(chromium, server.url());
        server.status = 503;
        chromium.await("document.body.innerText.includes('No answer from Jenkins')");
        server.status = 200;
        chromium.await("!document.body.innerText.includes('No answer from Jenkins')");
        server.status = 404;
        chromium.await("document.body.innerText.includes('no longer be seen')");
    }

    @Test
    void anAbortSaysWhatItCostsBeforeItIsSent(Chromium chromium) throws Exception {
        open(chromium, server.url());
        chromium.driver().findElement(By.cssSelector(".tfp-aborting button")).click();
        assertThat(chromium.text())
                .contains("Abort this run?", "In flight: module-0 (init", "3 queued units never start", "30.0 s");
        assertThat(Accessibility.violations(chromium)).isEmpty();
        chromium.driver()
                .findElement(By.xpath("//dialog//button[text()='Go on']"))
                .click();
        assertThat(server.requests).noneMatch(request -> request.startsWith("POST"));

        chromium.driver().findElement(By.cssSelector(".tfp-aborting button")).click();
        chromium.driver()
                .findElement(By.xpath("//dialog//button[text()='Abort']"))
                .click();
        Await.until("posted", () -> server.requests.contains("POST /run/abort crumb-1"));
        run.event(new RunEvent.AbortRequested(run.tick(), "Alice", false));
        report.set(run.unfinished(true));
        chromium.await("document.body.innerText.includes('Aborted by Alice')");

        chromium.driver().findElement(By.xpath("//button[text()='Kill now…']")).click();
        assertThat(chromium.text()).contains("Kill everything now?", "locks stay");
        chromium.driver()
                .findElement(By.xpath("//dialog//button[text()='Kill now']"))
                .click();
        Await.until("posted", () -> server.requests.contains("POST /run/kill crumb-1"));
    }

    @Test
    void aUnitThatTakesItsTimeToStopCanBeKilled(Chromium chromium) throws Exception {
        open(chromium, server.unitUrl("key-0"));
        assertThat(chromium.text()).contains("Abort…").doesNotContain("Kill now…");
        run.event(new RunEvent.UnitInterrupted(run.tick(), "module-0", "interrupted by Alice"));
        report.set(run.unfinished(true));
        chromium.await("document.body.innerText.includes('Kill now…')");

        chromium.driver().findElement(By.xpath("//button[text()='Kill now…']")).click();
        assertThat(chromium.text())
                .contains("Kill module-0 now?", "In flight: module-0 (init", "locks stay")
                .doesNotContain("Abort…");
        chromium.driver()
                .findElement(By.xpath("//dialog//button[text()='Kill now']"))
                .click();
        Await.until("posted", () -> server.requests.contains("POST /run/unit/key-0/kill crumb-1"));

        run.event(new RunEvent.UnitKilled(run.tick(), "module-0", "killed by Alice"));
        report.set(run.unfinished(true));
        chromium.await("document.body.innerText.includes('killed by Alice')");
        assertThat(chromium.text()).doesNotContain("Kill now…");
    }

    @Test
    void nothingSeemsToRunWhileNobodyDrivesTheRun(Chromium chromium) throws Exception {
        server.mayResume = true;
        report.set(run.unfinished(false));
        open(chromium, server.url());
        String main = "document.querySelector('#tfp').innerText";

        assertThat((String) chromium.evaluate(main))
                .contains("0 of 4 done, 1 unfinished, 3 not started")
                .doesNotContain("running", "queued");

        report.set(run.unfinished(true));
        chromium.await(main + ".includes('running (init)')");
        assertThat((String) chromium.evaluate(main)).contains("3 queued").doesNotContain("unfinished", "not started");
    }

    @Test
    void aLogOpensAtItsEndGrowsAndGoesBack(Chromium chromium) throws Exception {
        server.log = lines(0, 20_000);
        server.logGrows = true;
        open(chromium, server.unitUrl("key-0"));
        String log = "document.querySelector('.tfp-log').textContent";
        chromium.await(log + ".includes('line 19999 ü')");

        assertThat((String) chromium.evaluate(log)).startsWith("line ").doesNotContain("line 9 ü");
        assertThat(chromium.evaluate("(log => log.scrollTop + log.clientHeight >= log.scrollHeight - 2)"
                        + "(document.querySelector('.tfp-log'))"))
                .isEqualTo(true);

        server.log = lines(0, 20_010);
        chromium.await(log + ".includes('line 20009 ü')");
        while ((boolean)
                chromium.evaluate("[...document.querySelectorAll('button')].some(each => each.checkVisibility()"
                        + " && each.textContent === 'Earlier lines')")) {
            chromium.driver()
                    .findElement(By.xpath("//button[text()='Earlier lines']"))
                    .click();
            chromium.await("![...document.querySelectorAll('button')].some(each => each.disabled)");
        }
        server.logGrows = false;
        assertThat(chromium.evaluate(log)).isEqualTo(new String(lines(0, 20_010), StandardCharsets.UTF_8));
    }

    @Test
    void aPageOfOneUnitIsAboutThatUnitAlone(Chromium chromium) throws Exception {
        open(chromium, server.unitUrl("key-0"));

        assertThat(chromium.text()).contains("module-0", "running (init)").doesNotContain("module-1");
        assertThat(Accessibility.violations(chromium)).isEmpty();
    }

    @Test
    void theAddressIsBehindAQuestionMark(Chromium chromium) throws Exception {
        open(chromium, server.url() + "?q=module-2");

        assertThat(chromium.evaluate("[...document.querySelectorAll('.tfp-units tbody tr')]"
                        + ".filter(row => row.checkVisibility()).length"))
                .isEqualTo(1L);
        chromium.driver().findElement(By.linkText("module-2")).click();
        assertThat(chromium.evaluate("location.search")).isEqualTo("?q=module-2&unit=key-2");
    }

    private static void open(Chromium chromium, String url) throws Exception {
        chromium.driver().get(url);
        chromium.await("document.querySelector('#tfp')?.dataset.ready === ''");
    }

    private static byte[] lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "line " + i + " ü\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }
}
