package io.jenkins.plugins.terraformparallel.acceptance;

import io.jenkins.plugins.terraformparallel.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The Jenkins that all scenarios share. For one thread. */
final class TestJenkins implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final String SCRIPT_ENDED = "-- end of the script --";

    /** Null where it was started by others. */
    private final JenkinsProcess process;

    private final URI url;
    private final JenkinsUsers users;
    private final Rest rest;
    private final Path directory;
    private final Figures figures = new Figures();

    // Mutable state
    private final List<Build> builds = new ArrayList<>();
    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private int names;

    private TestJenkins(GivenJenkins given, Path directory) throws IOException {
        this.directory = directory;
        if (given instanceof GivenJenkins.Address running) {
            process = null;
            url = running.address();
            users = null;
            rest = new Rest(url, running.user());
        } else {
            process = new JenkinsProcess((GivenJenkins.Command) given, directory);
            url = URI.create("http://127.0.0.1:" + process.port() + "/");
            users = JenkinsUsers.random();
            rest = new Rest(url, users.administrator());
        }
    }

    /** Starts it, or reaches it, with the packed plugin in it. */
    static TestJenkins of(GivenJenkins given) {
        try {
            String now = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").format(LocalDateTime.now());
            Path base = Path.of(System.getProperty("acceptance.directory", "standalone/acceptance/target/acceptance"));
            Path directory = Files.createDirectories(base.toAbsolutePath().resolve(now));
            TestJenkins jenkins = new TestJenkins(given, directory);
            try {
                jenkins.prepare();
            } catch (Throwable e) {
                jenkins.close();
                throw e;
            }
            return jenkins;
        } catch (Exception e) {
            throw new IllegalStateException("the Jenkins that was given can't be used: " + e.getMessage(), e);
        }
    }

    private void prepare() throws Exception {
        Path plugin = Path.of(System.getProperty("acceptance.hpi", "standalone/plugin/target/terraform-parallel.hpi"))
                .normalize();
        if (!Files.isRegularFile(plugin)) {
            throw new IOException(plugin + " isn't there: mvn -f standalone package packs it");
        }
        if (process == null) {
            PluginUpload.ifMissing(this, plugin);
        } else {
            process.prepare(plugin, users.script(url));
            start();
        }
        script("""
                import jenkins.model.*
                Jenkins.get().numExecutors = Math.max(Jenkins.get().numExecutors, 60)
                """);
    }

    Rest rest() {
        return rest;
    }

    /** The same, for somebody who hasn't logged in and may only read. Only where the suite has started it. */
    Rest reader() {
        return new Rest(url, null);
    }

    JenkinsUsers users() {
        return users;
    }

    URI url() {
        return url;
    }

    /** Where the suite keeps what it makes on this machine. */
    Path directory() {
        return directory;
    }

    Path home() {
        return process.home();
    }

    Figures figures() {
        return figures;
    }

    /** A fresh directory on this machine, to be the workspace of a build. */
    Path workspace(String name) throws IOException {
        return Files.createDirectories(directory.resolve("work").resolve(++names + "-" + name));
    }

    /**
     * Runs Groovy in Jenkins' script console.
     *
     * @return what it printed
     */
    String script(String groovy) throws IOException {
        String body = rest.post("scriptText", Map.of("script", groovy + "\nprintln '" + SCRIPT_ENDED + "'\n"))
                .expect(200)
                .body();
        if (!body.strip().endsWith(SCRIPT_ENDED)) {
            String why = body.lines().limit(5).collect(Collectors.joining("\n"));
            throw new AssertionError("the script\n" + groovy + "\nfailed:\n" + why);
        }
        return body.replace(SCRIPT_ENDED, "").strip();
    }

    /** How many terraform processes a node takes at once, of all builds together; 4 where nothing is said. */
    void processesPerNode(int processes) throws IOException {
        script("io.jenkins.plugins.terraformparallel.config.TerraformParallelConfiguration.get().processesPerNode = "
                + processes);
    }

    /** Makes a job and builds it. */
    Build start(Pipeline pipeline) throws Exception {
        return start(job(pipeline));
    }

    /** Makes a job; its name. */
    String job(Pipeline pipeline) throws IOException {
        String job = pipeline.name() + "-" + ++names;
        rest.post("createItem?name=" + job, "application/xml", pipeline.xml().getBytes(StandardCharsets.UTF_8))
                .expect(200);
        return job;
    }

    /** Asks for a build of a job, as a push does; it may have to wait for others. */
    String queue(String job) throws IOException {
        return rest.post("job/" + job + "/build?delay=0sec", Map.of())
                .expect(201)
                .location();
    }

    /** Builds a job. */
    Build start(String job) throws Exception {
        String item = queue(job);
        int[] number = new int[1];
        Await.until("build of " + job + " has started", () -> {
            number[0] = rest.json(item + "api/json").at("/executable/number").asInt();
            return number[0] > 0;
        });
        Build build = new Build(this, job, number[0]);
        builds.add(build);
        return build;
    }

    /** Makes a job, builds it and waits for its end. */
    Build run(Pipeline pipeline) throws Exception {
        return start(pipeline).awaitEnd();
    }

    /** The agent that scenarios share: inbound, by WebSocket, on this machine. */
    String agent() throws Exception {
        return agent("acceptance-agent").name();
    }

    /** A connected agent of that name, which is made where there is none. */
    Agent agent(String name) throws Exception {
        Agent agent = agents.get(name);
        if (agent == null) {
            agent = Agent.create(this, name, directory.resolve("agents").resolve(name));
            agents.put(name, agent);
        }
        agent.ensureConnected();
        return agent;
    }

    /** Somebody deletes an agent in Jenkins, and its process ends. */
    void delete(Agent agent) throws Exception {
        agents.remove(agent.name());
        agent.delete();
        agent.kill();
    }

    /** The operating system asks it to end; then it is started again. */
    void restart() throws Exception {
        process.stop();
        start();
    }

    /** It is killed, and started again. */
    void killAndStart() throws Exception {
        process.kill();
        start();
    }

    /** Kills it. */
    void kill() throws Exception {
        process.kill();
    }

    /** The operating system asks it to end. */
    void stop() throws Exception {
        process.stop();
    }

    /** Starts it and waits until it is up. */
    void start() throws Exception {
        process.start();
        try {
            Await.until("Jenkins is up", START, this::isUp);
        } catch (AssertionError e) {
            process.kill();
            throw new AssertionError(e.getMessage() + "; its log is " + process.log(), e);
        }
        process.isControlledBy(Long.parseLong(script("print new File('/proc/self').canonicalFile.name")));
        PluginUpload.checkActive(this);
    }

    /** Where a scenario has left it stopped, it is started again. */
    void ensureUp() {
        try {
            if (process != null && !process.isAlive()) {
                start();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isUp() {
        if (!process.isAlive()) {
            throw new AssertionError("Jenkins has ended");
        }
        try {
            return rest.get("api/json").status() == 200
                    && script("print jenkins.model.Jenkins.get().initLevel.name()")
                            .equals("COMPLETED");
        } catch (IOException e) {
            // Nobody listens yet.
            return false;
        }
    }

    /** Ends what a scenario has left: its builds, by Jenkins; its processes on this machine, by their ids. */
    void tidy() throws Exception {
        ensureUp();
        for (Build build : builds) {
            build.end();
        }
        builds.clear();
        Path work = Files.createDirectories(directory.resolve("work"));
        for (UnitProcesses.Living living : UnitProcesses.below(work)) {
            ProcessHandle.of(living.pid()).filter(handle -> living.lives()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (Agent agent : agents.values()) {
                agent.kill();
            }
            if (process != null) {
                process.stop();
            }
        } catch (Exception e) {
            throw new IOException("Jenkins or an agent could not be ended", e);
        } finally {
            figures.write(Path.of("standalone/acceptance/target/acceptance/figures.md"));
            if (!figures.isEmpty()) {
                System.out.println("Figures of the acceptance suite:\n\n" + figures.markdown());
            }
        }
    }

    @Override
    public String toString() {
        return url + " (" + directory + ")";
    }
}
