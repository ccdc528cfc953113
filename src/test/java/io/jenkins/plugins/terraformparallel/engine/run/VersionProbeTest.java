package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionProbeTest {

    private final VirtualClock clock = new VirtualClock();
    private ProcessScript script = ProcessScript.printing("Terraform v1.11.4\non linux_amd64\n", 0);
    private final ScriptedHost host = new ScriptedHost(clock, (unit, command) -> script);

    @Test
    void anAnswerComesWithoutWaiting() throws Exception {
        script = script.taking(Duration.ofSeconds(2));
        VersionProbe probe = probe();
        probe.start();
        assertThat(probe.poll()).isNull();

        clock.advance(Duration.ofSeconds(3));

        assertThat(probe.poll()).isEqualTo(new TerraformVersion(TerraformVersion.Kind.TERRAFORM, 1, 11, 4, "1.11.4"));
        assertThat(host.processes()).singleElement().matches(process -> process.discarded);
    }

    @Test
    void anotherOneFindsTheFirstOnesAnswer() throws Exception {
        script = script.taking(Duration.ofSeconds(2));
        probe().start();
        clock.advance(Duration.ofMinutes(5));
        VersionProbe second = probe();

        second.start();

        assertThat(second.poll()).isNotNull();
        assertThat(host.processes()).hasSize(1);
    }

    @Test
    void whatIsNoTerraformIsRefusedInItsOwnWords() throws Exception {
        script = ProcessScript.printing("hello\nworld\n", 3);

        assertThat(mistakes())
                .containsExactly("executable: found /bin/terraform, which didn't tell its version (exit code 3): hello,"
                        + " expected Terraform 1.3 or later, or OpenTofu");
    }

    @Test
    void anOldOneIsRefused() throws Exception {
        script = ProcessScript.printing("Terraform v1.2.9\n", 0);

        assertThat(mistakes())
                .containsExactly("executable: found Terraform 1.2.9, expected Terraform 1.3 or later, or OpenTofu");
    }

    @Test
    void oneThatDoesNotAnswerIsGivenUpAndInterrupted() throws Exception {
        script = script.taking(Duration.ofHours(1));

        assertThat(mistakes())
                .containsExactly(
                        "executable: found a program that didn't tell its version within 30 s, expected Terraform"
                                + " 1.3 or later, or OpenTofu");
        assertThat(host.processes().get(0).signals).isEqualTo(1);
        assertThat(clock.instant()).isEqualTo(VirtualClock.START.plusSeconds(30));
    }

    private List<String> mistakes() throws Exception {
        VersionProbe probe = probe();
        probe.start();
        List<String> mistakes = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (probe.poll() == null) {
                        clock.advance(Duration.ofMillis(500));
                    }
                })
                .isInstanceOfSatisfying(
                        RequestException.class, e -> e.mistakes().forEach(mistake -> mistakes.add(mistake.sentence())));
        return mistakes;
    }

    private VersionProbe probe() {
        return new VersionProbe("run-1", "/bin/terraform", "/here", host, clock);
    }
}
