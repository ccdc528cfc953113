package io.jenkins.plugins.terraformparallel.acceptance;

import io.jenkins.plugins.terraformparallel.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Jenkins that the suite starts: its home folder, its port, its processes. */
final class JenkinsProcess {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final GivenJenkins.Command command;
    private final Path home;
    private final int port;
    private final Path log;

    // Mutable state
    private Process process;
    /** The controller itself; the command may have started it as a child. Null while it isn't known. */
    private ProcessHandle controller;

    JenkinsProcess(GivenJenkins.Command command, Path directory) throws IOException {
        this.command = command;
        home = Files.createDirectories(directory.resolve("home"));
        log = directory.resolve("jenkins.log");
        port = Integer.getInteger("acceptance.port", 0) == 0 ? freePort() : Integer.getInteger("acceptance.port");
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    Path log() {
        return log;
    }

    /** Puts the packed plugin and a script that runs at each start into the home folder. */
    void prepare(Path plugin, String script) throws IOException {
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        Files.copy(plugin, plugins.resolve("terraform-parallel.jpi"), StandardCopyOption.REPLACE_EXISTING);
        Path scripts = Files.createDirectories(home.resolve("init.groovy.d"));
        Files.writeString(scripts.resolve("acceptance.groovy"), script);
    }

    void start() throws IOException {
        List<String> words = new ArrayList<>(command.words());
        words.add(home.toString());
        words.add(Integer.toString(port));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Surroundings.clean(builder.environment());
        controller = null;
        process = builder.start();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Says which process the controller is; it must be one that the suite has started. */
    void isControlledBy(long pid) {
        ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
        if (pid != process.pid() && process.descendants().noneMatch(handle::equals)) {
            throw new AssertionError("the Jenkins that answers at port " + port + " is process " + pid
                    + ", which is none that " + command.words() + " has started");
        }
        controller = handle;
    }

    /** Asks it to end (SIGTERM), as the operating system does, and waits for that. */
    void stop() throws Exception {
        if (isAlive()) {
            target().destroy();
            awaitEnd();
        }
    }

    /** {@code kill -9} of the controller alone: what it has started lives on. */
    void kill() throws Exception {
        if (isAlive()) {
            target().destroyForcibly();
            awaitEnd();
        }
    }

    private ProcessHandle target() {
        return controller == null ? process.toHandle() : controller;
    }

    private void awaitEnd() throws Exception {
        ProcessHandle ending = target();
        Await.until("Jenkins has ended", DEADLINE, () -> !ending.isAlive() && !process.isAlive());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
