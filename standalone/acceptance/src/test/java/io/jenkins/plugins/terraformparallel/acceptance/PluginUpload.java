package io.jenkins.plugins.terraformparallel.acceptance;

import io.jenkins.plugins.terraformparallel.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The plugin in a running Jenkins. */
final class PluginUpload {
    private static final String BOUNDARY = "terraform-parallel-acceptance";

    private PluginUpload() {}

    /** Installs it without a restart, unless there is one already, of whatever version. */
    static void ifMissing(TestJenkins jenkins, Path plugin) throws Exception {
        if (version(jenkins).isEmpty()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"name\"; filename=\""
                            + "terraform-parallel.hpi\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(Files.readAllBytes(plugin));
            body.writeBytes(
                    ("\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"pluginUrl\"\r\n\r\n\r\n--"
                                    + BOUNDARY + "--\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            jenkins.rest()
                    .post("pluginManager/uploadPlugin", "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray())
                    .expect(200, 302);
            Await.until("the plugin is installed", () -> !version(jenkins).isEmpty());
        }
        checkActive(jenkins);
    }

    /** Fails, with what Jenkins says of it, where the plugin isn't in use. */
    static void checkActive(TestJenkins jenkins) throws IOException {
        String problems = jenkins.script("""
                def manager = jenkins.model.Jenkins.get().pluginManager
                def plugin = manager.getPlugin('terraform-parallel')
                if (plugin == null || !plugin.active) {
                    println 'terraform-parallel is not active'
                    manager.failedPlugins.each { println it.name + ': ' + it.cause }
                }
                """);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems);
        }
    }

    private static String version(TestJenkins jenkins) throws IOException {
        return jenkins.script("""
                print jenkins.model.Jenkins.get().pluginManager.getPlugin('terraform-parallel')?.version ?: ''
                """);
    }
}
