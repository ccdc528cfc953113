package io.jenkins.plugins.terraformparallel.acceptance;

import io.jenkins.plugins.terraformparallel.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An inbound agent on this machine: {@code agent.jar} of the Jenkins itself, connected by WebSocket. */
final class Agent {
    private final TestJenkins jenkins;
    private final String name;
    private final Path directory;
    private final String secret;

    // Mutable state
    private Process process;

    private Agent(TestJenkins jenkins, String name, Path directory, String secret) {
        this.jenkins = jenkins;
        this.name = name;
        this.directory = directory;
        this.secret = secret;
    }

    /** Tells Jenkins of one; its name is also its label. */
    static Agent create(TestJenkins jenkins, String name, Path directory) throws IOException {
        Files.createDirectories(directory);
        jenkins.rest().download("jnlpJars/agent.jar", directory.resolve("agent.jar"));
        String secret = jenkins.script("""
                import hudson.model.*
                import hudson.slaves.*
                import jenkins.model.*
                def node = new DumbSlave(%s, %s, new JNLPLauncher(true))
                node.numExecutors = 60
                node.mode = Node.Mode.EXCLUSIVE
                node.retentionStrategy = new RetentionStrategy.Always()
                Jenkins.get().addNode(node)
                print Jenkins.get().getComputer(%1$s).jnlpMac
                """.formatted(Pipeline.quoted(name), Pipeline.quoted(directory.toString())));
        return new Agent(jenkins, name, directory, secret);
    }

    String name() {
        return name;
    }

    /** Where a job works on it that says nothing of that. */
    Path workspaceOf(String job) {
        return directory.resolve("workspace").resolve(job);
    }

    /** Starts its process where there is none, and waits until it is connected. */
    void ensureConnected() throws Exception {
        if (process == null || !process.isAlive()) {
            start();
        }
        Await.until("agent " + name + " is online", this::isOnline);
    }

    void start() throws IOException {
        Path secretFile = Files.writeString(directory.resolve("secret"), secret);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Surroundings.java(),
                        "-Xmx256m",
                        "-jar",
                        directory.resolve("agent.jar").toString(),
                        "-url",
                        jenkins.url().toString(),
                        "-name",
                        name,
                        "-secret",
                        "@" + secretFile,
                        "-webSocket",
                        "-workDir",
                        directory.toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("agent.log").toFile()));
        Surroundings.clean(builder.environment());
        process = builder.start();
    }

    boolean isOnline() throws IOException {
        return !jenkins.rest()
                .json("computer/" + name + "/api/json?tree=offline")
                .get("offline")
                .asBoolean();
    }

    /** {@code kill -9} of the agent alone: what it has started lives on. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Somebody deletes it in Jenkins. */
    void delete() throws IOException {
        jenkins.rest().post("computer/" + name + "/doDelete", Map.of()).expect(200, 302);
    }
}
