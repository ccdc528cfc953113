package io.jenkins.plugins.terraformparallel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What docs/jenkins.md shows for Configuration as Code is taken, exported and refused as it says. */
@WithJenkins
class ConfigurationAsCodeJenkinsTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    private Path directory;

    @Test
    void theDocumentedSettingsAreTakenAndExportedAsTheyAre(JenkinsRule jenkins) throws Exception {
        String documented = documented();

        configure(documented);

        TerraformParallelConfiguration configuration = TerraformParallelConfiguration.get();
        assertThat(configuration.agentTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(configuration.getProcessesPerNode()).isEqualTo(6);
        assertThat(configuration.sharedPluginCacheDirectory()).isEqualTo("/var/cache/terraform-providers");
        assertThat(configuration.processesOn("")).isEqualTo(2);
        assertThat(configuration.processesOn("large")).isEqualTo(16);
        JsonNode given = YAML.readTree(documented);
        JsonNode exported = export(jenkins);
        for (String ours : new String[] {
            "/unclassified/terraformParallel", "/jenkins/nodeProperties", "/jenkins/nodes/0/permanent/nodeProperties"
        }) {
            assertThat(exported.at(ours)).as(ours).isEqualTo(given.at(ours)).isNotEmpty();
        }
    }

    @Test
    void aWrongValueIsRefusedAndNothingOfItsSectionIsSaved(JenkinsRule jenkins) {
        TerraformParallelConfiguration.get().setAgentTimeoutMinutes(7);

        assertThatThrownBy(() -> configure("""
                        unclassified:
                          terraformParallel:
                            agentTimeoutMinutes: 10
                            pluginCacheDirectory: /var/cache/terraform-providers
                            processesPerNode: 0
                        """))
                .isInstanceOf(ConfiguratorException.class)
                .rootCause()
                .hasMessage("processesPerNode: found 0, expected a whole number from 1 to 1000");

        assertThat(TerraformParallelConfiguration.get().getProcessesPerNode()).isEqualTo(4);
        TerraformParallelConfiguration saved = new TerraformParallelConfiguration();
        assertThat(saved.getAgentTimeoutMinutes()).isEqualTo(7);
        assertThat(saved.getProcessesPerNode()).isEqualTo(4);
        assertThat(saved.sharedPluginCacheDirectory()).isNull();
    }

    private void configure(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    /** As an administrator downloads it. */
    private static JsonNode export(JenkinsRule jenkins) throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            WebRequest export =
                    new WebRequest(browser.createCrumbedUrl("configuration-as-code/export"), HttpMethod.POST);
            return YAML.readTree(browser.getPage(export).getWebResponse().getContentAsString());
        }
    }

    private static String documented() throws IOException {
        String guide = Files.readString(Path.of("docs/jenkins.md"));
        String section = guide.substring(guide.indexOf("\n## Configuration as Code\n"));
        int start = section.indexOf("```yaml\n") + "```yaml\n".length();
        return section.substring(start, section.indexOf("```", start));
    }
}
