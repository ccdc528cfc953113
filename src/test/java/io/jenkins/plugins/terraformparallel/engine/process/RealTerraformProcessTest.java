package io.jenkins.plugins.terraformparallel.engine.process;

import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.id;
import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.out;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTerraform
class RealTerraformProcessTest {

    @TempDir
    Path temporary;

    @Test
    void anInterruptedApplySavesItsStateAndReleasesItsLock() throws Exception {
        try (HostFixture fixture = new HostFixture(temporary, temporary.resolve("module 'x' ü"))) {
            Files.writeString(fixture.module.resolve("main.tf"), """
                    resource "terraform_data" "fast" {}
                    resource "terraform_data" "slow" {
                      depends_on = [terraform_data.fast]
                      provisioner "local-exec" {
                        command = "touch provisioning; exec sleep 300"
                      }
                    }
                    """);
            String terraform = RealTerraform.executable().toString();
            fixture.host.start(fixture.chain(
                    fixture.process(1, terraform, "init", "-input=false", "-no-color"),
                    fixture.process(2, terraform, "apply", "-auto-approve", "-input=false", "-no-color"),
                    fixture.process(3, terraform, "version")));
            Await.until("the provisioner", () -> Files.exists(fixture.module.resolve("provisioning")));
            Path lock = fixture.module.resolve(".terraform.tfstate.lock.info");
            assertThat(lock).exists();

            assertThat(fixture.host.interrupt(id(2))).isTrue();

            ProcessProgress apply = fixture.awaitFinal(1, 2);
            assertThat(apply.state())
                    .isInstanceOfSatisfying(
                            ProcessState.Ended.class,
                            ended -> assertThat(ended.exitCode()).isEqualTo(1));
            assertThat(out(apply)).contains("Interrupt received").doesNotContain("Two interrupts");
            assertThat(Files.readString(fixture.module.resolve("terraform.tfstate")))
                    .contains("\"fast\"", "\"slow\"", "\"tainted\"");
            assertThat(lock).doesNotExist();
            assertThat(fixture.awaitFinal(1, 3).state()).isEqualTo(new ProcessState.Never(false));
            assertThat(fixture.host.find(HostFixture.UNIT)).isEmpty();
        }
    }
}
