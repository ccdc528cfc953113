package io.jenkins.plugins.terraformparallel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.slaves.DumbSlave;
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
    void theLimitOfANodeIsTheAdministrators(JenkinsRule jenkins) throws Exception {
        TerraformParallelConfiguration configuration = TerraformParallelConfiguration.get();
        assertThat(configuration.processesOn("")).isEqualTo(4);
        configuration.setProcessesPerNode(6);
        jenkins.configRoundtrip();
        assertThat(new TerraformParallelConfiguration().getProcessesPerNode()).isEqualTo(6);

        DumbSlave agent = jenkins.createSlave();
        assertThat(configuration.processesOn(agent.getNodeName())).isEqualTo(6);
        agent.getNodeProperties().add(new NodeLimit(2));
        NodeLimit kept = jenkins.configRoundtrip(agent).getNodeProperties().get(NodeLimit.class);
        assertThat(kept).isNotNull().extracting(NodeLimit::getProcesses).isEqualTo(2);
        assertThat(configuration.processesOn(agent.getNodeName())).isEqualTo(2);
        assertThat(configuration.processesOn("gone")).isEqualTo(6);
    }

    @Test
    void aNodeTakesAtLeastOneProcess(JenkinsRule jenkins) {
        assertThatThrownBy(() -> TerraformParallelConfiguration.get().setProcessesPerNode(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("processesPerNode: found 0, expected a whole number from 1 to 1000");
        assertThatThrownBy(() -> new NodeLimit(-1)).hasMessageStartingWith("processes: found -1");
        NodeLimit.DescriptorImpl limit = jenkins.jenkins.getDescriptorByType(NodeLimit.DescriptorImpl.class);
        assertThat(limit.doCheckProcesses("1").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(limit.doCheckProcesses("0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(TerraformParallelConfiguration.get().doCheckProcessesPerNode("-4").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
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

    @Test
    void aProviderCacheIsSharedOnlyWhereAnAdministratorSaysSo(JenkinsRule jenkins) throws Exception {
        TerraformParallelConfiguration configuration = TerraformParallelConfiguration.get();
        assertThat(configuration.sharedPluginCacheDirectory()).isNull();
        jenkins.configRoundtrip();
        assertThat(configuration.sharedPluginCacheDirectory()).isNull();

        configuration.setPluginCacheDirectory(" /var/cache/providers ");
        jenkins.configRoundtrip();
        assertThat(new TerraformParallelConfiguration().sharedPluginCacheDirectory())
                .isEqualTo("/var/cache/providers");

        assertThatThrownBy(() -> configuration.setPluginCacheDirectory("cache"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("pluginCacheDirectory: found cache", "the absolute path");
        for (String wrong : new String[] {"cache", "/", "/a/../b", "~/cache"}) {
            assertThat(configuration.doCheckPluginCacheDirectory(wrong).kind)
                    .as(wrong)
                    .isEqualTo(FormValidation.Kind.ERROR);
        }
        assertThat(configuration.doCheckPluginCacheDirectory("").kind).isEqualTo(FormValidation.Kind.OK);
        configuration.setPluginCacheDirectory("");
        assertThat(configuration.sharedPluginCacheDirectory()).isNull();
    }

    /** Configuration as Code finds it by this. */
    @Test
    void itHasItsSymbol(JenkinsRule jenkins) {
        assertThat(SymbolLookup.getSymbolValue(TerraformParallelConfiguration.get()))
                .containsExactly("terraformParallel");
        assertThat(SymbolLookup.getSymbolValue(new NodeLimit(1))).containsExactly("terraformParallel");
    }
}
