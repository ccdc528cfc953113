package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hudson.console.ConsoleNote;
import hudson.model.FreeStyleBuild;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RunConsoleJenkinsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void linesLeadToPagesAndReadTheSameWithoutTheirLinks(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("job"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunConsole console = new RunConsole(
                new StreamTaskListener(out, StandardCharsets.UTF_8), null, new LocalRunFolder(build, "17"), List.of());

        console.event(new RunEvent.RunStarted(
                NOW,
                "run-1",
                Operation.PLAN,
                4,
                4,
                "terraform",
                "1.11.4",
                List.of(new UnitOutline(
                        "apps/shop", "apps-shop-1a2b3c", "apps/shop", null, List.of(), "logs/x.log", null)),
                JsonNodeFactory.instance.objectNode()));
        console.event(new RunEvent.UnitStarted(NOW, "apps/shop"));
        console.event(new RunEvent.ProcessEnded(
                NOW, "apps/shop", 1, "plan", 2, NOW, 1000, changing(new ChangeCounts(1, 0, 0, 0, 0, 0, 0)), 0));
        console.event(
                new RunEvent.UnitEnded(NOW, "apps/shop", UnitState.SUCCEEDED, EndCause.OWN, null, UnitNotes.NONE));
        console.event(new RunEvent.RunEnded(NOW, RunStatus.SUCCEEDED));
        console.end();

        String text = out.toString(StandardCharsets.UTF_8);
        List<String> notes = text.lines()
                .filter(line -> line.contains(ConsoleNote.PREAMBLE_STR))
                .toList();
        assertThat(notes)
                .extracting(ConsoleNote::removeNotes)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("What runs, what failed and why, what changes"),
                        line -> assertThat(line).startsWith("[apps/shop] succeeded"));
    }

    private static ProcessFindings changing(ChangeCounts changes) {
        return new ProcessFindings(true, changes, List.of(), List.of(), null, List.of(), List.of(), false, null);
    }
}
