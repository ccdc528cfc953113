package io.jenkins.plugins.terraformparallel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.FormValidation;
import java.time.Duration;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TerraformParallelConfigurationJenkinsTest {

    @Test
    void anAdministratorsSettingIsKept(JenkinsRule jenkins) throws Exception {
        TerraformParallelConfiguration configuration = TerraformParallelConfiguration.get();
        assertThat(configuration.agentTimeout()).isEqualTo(Duration.ofMinutes(5));

        jenkins.configRoundtrip();
        assertThat(configuration.getAgentTimeoutMinutes()).isEqualTo(5);

        configuration.setAgentTimeoutMinutes(7);
        jenkins.configRoundtrip();
        assertThat(new TerraformParallelConfiguration().agentTimeout()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void whatIsNoTimeIsRefused(JenkinsRule jenkins) {
        TerraformParallelConfiguration configuration = TerraformParallelConfiguration.get();

        assertThatThrownBy(() -> configuration.setAgentTimeoutMinutes(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("agentTimeoutMinutes: found 0", "a whole number of minutes from 1");
        assertThat(configuration.doCheckAgentTimeoutMinutes(" 5 ").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(configuration.doCheckAgentTimeoutMinutes("0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.doCheckAgentTimeoutMinutes("five").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.getAgentTimeoutMinutes()).isEqualTo(5);
    }

    /** Configuration as Code finds it by this. */
    @Test
    void itHasItsSymbol(JenkinsRule jenkins) {
        assertThat(SymbolLookup.getSymbolValue(TerraformParallelConfiguration.get()))
                .containsExactly("terraformParallel");
    }
}
