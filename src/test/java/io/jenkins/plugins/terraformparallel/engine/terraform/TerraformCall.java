package io.jenkins.plugins.terraformparallel.engine.terraform;

import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One call of the real terraform, without anything of the machine's own TF_ variables. */
record TerraformCall(int exitCode, String stdout, String stderr) {

    static TerraformCall run(Path directory, List<String> arguments) throws IOException, InterruptedException {
        return run(directory, Map.of(), arguments);
    }

    static TerraformCall run(Path directory, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(RealTerraform.executable().toString()));
        line.addAll(arguments);
        Path stdout = Files.createTempFile(directory, "stdout", "");
        Path stderr = Files.createTempFile(directory, "stderr", "");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TF_"));
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        int exitCode = process.waitFor();
        TerraformCall call = new TerraformCall(exitCode, Files.readString(stdout), Files.readString(stderr));
        Files.delete(stdout);
        Files.delete(stderr);
        return call;
    }

    byte[] output() {
        return stdout.getBytes(StandardCharsets.UTF_8);
    }
}
