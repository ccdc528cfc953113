package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginCacheDirectoryTest {

    private static final Pattern COMPLAINT =
            Pattern.compile("The specified plugin cache dir (.*) cannot be opened", Pattern.DOTALL);

    @TempDir
    private Path scratch;

    /** Terraform complains of a cache directory that doesn't exist, and names it. */
    @NeedsTerraform
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plugin_cache_dir = \"/none/a\"",
                "plugin_cache_dir=\"$PLACE/b\" # = \"/none/x\"",
                "plugin_cache_dir = \"${PLACE}/c/$UNSET/d\"",
                "# plugin_cache_dir = \"/none/x\"\n// plugin_cache_dir = \"/none/x\"\n/* plugin_cache_dir = \"/none/x\"\n*/",
                "\"plugin_cache_dir\" = \"/none/quoted\"",
                "{\"plugin_cache_dir\": \"/none/json\"}",
                "{\"a\": {\"plugin_cache_dir\": \"/none/x\"}}",
                "credentials \"plugin_cache_dir\" {\n  token = \"plugin_cache_dir = /none/x\"\n}",
                "credentials \"x\" {\n  plugin_cache_dir = \"/none/x\"\n}\nplugin_cache_dir = \"/none/after\"",
                "plugin_cache_dir = \"/none/q\\\"uote\\\\s\"",
                "disable_checkpoint = true\nplugin_cache_dir = \"/none/#no//comment\"",
                "plugin_cache_dir = \"\"",
                "x = <<EOF\nplugin_cache_dir = \"/none/x\"\nEOF\nplugin_cache_dir = \"/none/heredoc\"",
                "x = <<-EOF\n  plugin_cache_dir = \"/none/x\"\n  EOF\nplugin_cache_dir = \"/none/indented\"",
                ""
            })
    void findsWhatTerraformFinds(String configuration) throws IOException {
        Map<String, String> environment = Map.of("TF_CLI_CONFIG_FILE", "/config", "PLACE", "/none/place");

        Optional<String> found = PluginCacheDirectory.find(
                environment, path -> Optional.of(configuration).filter(any -> path.equals("/config")), "/home");

        assertThat(found).isEqualTo(byTerraform(configuration));
    }

    @Test
    void theVariableComesFirstAndIsTakenLiterally() {
        assertThat(find(
                        Map.of("TF_PLUGIN_CACHE_DIR", "$HOME/c"),
                        Map.of("/h/.terraformrc", "plugin_cache_dir = \"/x\"")))
                .contains("$HOME/c");
    }

    @Test
    void theFilesAreLookedForWhereTerraformHasThem() {
        Map<String, String> files = Map.of(
                "/h/.terraformrc", "disable_checkpoint = true",
                "/h/.terraform.d/b.tfrc", "plugin_cache_dir = \"/b\"",
                "/h/.terraform.d/c.tfrc.json", "{\"plugin_cache_dir\": \"/c\"}",
                "/h/.terraform.d/a.txt", "plugin_cache_dir = \"/a\"",
                "/other/.terraformrc", "plugin_cache_dir = \"$HOME/o\"",
                "/named", "plugin_cache_dir = \"/n\"");

        assertThat(find(Map.of(), files)).contains("/b");
        assertThat(find(Map.of("HOME", "/other"), files)).contains("/other/o");
        assertThat(find(Map.of("TERRAFORM_CONFIG", "/named"), files)).contains("/n");
        assertThat(find(Map.of("TF_CLI_CONFIG_FILE", "/missing"), files)).isEmpty();
        assertThat(PluginCacheDirectory.find(Map.of(), path -> Optional.ofNullable(files.get(path)), "/h"))
                .isEmpty();
    }

    @Test
    void aHugeFileIsRead() {
        String text = "a = \"" + "x".repeat(1_000_000) + "\"\nplugin_cache_dir = \"/c\"";

        assertThat(find(Map.of(), Map.of("/h/.terraformrc", text))).contains("/c");
    }

    private static Optional<String> find(Map<String, String> environment, Map<String, String> files) {
        return PluginCacheDirectory.find(
                environment,
                path -> Optional.ofNullable(files.get(path)),
                "/h",
                directory -> files.keySet().stream()
                        .filter(path -> path.startsWith(directory + "/"))
                        .map(path -> path.substring(directory.length() + 1))
                        .toList());
    }

    private Optional<String> byTerraform(String configuration) throws IOException {
        Path file = Files.writeString(scratch.resolve("config"), configuration);
        ProcessBuilder builder = new ProcessBuilder(RealTerraform.executable().toString(), "version", "-no-color");
        builder.environment().keySet().removeIf(name -> name.startsWith("TF_"));
        builder.environment().put("TF_CLI_CONFIG_FILE", file.toString());
        builder.environment().put("PLACE", "/none/place");
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).doesNotContain("Error parsing");
        Matcher complaint = COMPLAINT.matcher(output.replaceAll("\n[│|] *", " "));
        return complaint.find() ? Optional.of(complaint.group(1)) : Optional.empty();
    }
}
