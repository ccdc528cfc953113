package io.jenkins.plugins.terraformparallel.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A host with a module and a unit, for tests that run chains. Ends what it started. */
final class HostFixture implements AutoCloseable {

    static final String RUN = "run-1";
    static final String UNIT = "network-1a2b3c";

    final Path directory;
    final Path module;
    final LocalProcessHost host;

    HostFixture(Path temporary) throws IOException {
        this(temporary, temporary.resolve("module"));
    }

    HostFixture(Path temporary, Path module) throws IOException {
        this.directory = temporary.resolve("run");
        this.module = Files.createDirectories(module);
        this.host = another();
    }

    /** What an engine that takes over has. */
    LocalProcessHost another() throws IOException {
        return new LocalProcessHost(RUN, directory, System.getenv());
    }

    ProcessSpec process(int number, String... argv) {
        return new ProcessSpec(number, "plan", List.of(argv), Map.of(), Set.of(0), ProcessSpec.Guard.NONE);
    }

    Chain chain(ProcessSpec... processes) {
        return chain(Map.of(), processes);
    }

    Chain chain(Map<String, String> environment, ProcessSpec... processes) {
        return new Chain(RUN, UNIT, module.toString(), environment, List.of(processes));
    }

    static ProcessId id(int number) {
        return new ProcessId(RUN, UNIT, number);
    }

    Path processFile(int number, String file) {
        return LocalChainFiles.file(new ProcessFiles(directory.toString()).process(id(number)), file);
    }

    Path chainFile(int chain, String file) {
        return LocalChainFiles.file(new ProcessFiles(directory.toString()).chain(UNIT, chain), file);
    }

    /** The names of all that lies there of the run's chains and processes. */
    List<String> files() throws IOException {
        return LocalDirectories.names(Path.of(new ProcessFiles(directory.toString()).directory()));
    }

    ProcessProgress poll(int chain, int number) throws IOException {
        return poll(host, chain, number);
    }

    static ProcessProgress poll(ProcessHost host, int chain, int number) throws IOException {
        return host.poll(List.of(new ProcessQuery(id(number), chain, 0, 0, 1 << 20)))
                .get(0);
    }

    ProcessProgress awaitFinal(int chain, int number) throws Exception {
        return awaitFinal(host, chain, number);
    }

    static ProcessProgress awaitFinal(ProcessHost host, int chain, int number) throws Exception {
        return Await.until(
                "process " + number + " to end",
                () -> poll(host, chain, number),
                progress -> progress.state().isFinal());
    }

    /** Its pid, as soon as it says that it is ready. */
    long awaitReady(int chain, int number) throws Exception {
        ProcessProgress progress = Await.until(
                "process " + number + " to be ready",
                () -> poll(chain, number),
                now -> now.state() instanceof ProcessState.Running && out(now).startsWith("ready\n"));
        return ((ProcessState.Running) progress.state()).pid();
    }

    void release() throws IOException {
        Files.createFile(module.resolve("release"));
    }

    static String out(ProcessProgress progress) {
        return new String(progress.stdout(), UTF_8);
    }

    static String err(ProcessProgress progress) {
        return new String(progress.stderr(), UTF_8);
    }

    static List<String> zeroSeparated(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        return text.isEmpty()
                ? List.of()
                : Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    }

    @Override
    public void close() throws IOException {
        host.close();
        for (int chain = 1; chain < 10; chain++) {
            host.stopChain(UNIT, chain);
        }
        Await.until("all processes to be gone", () -> {
            List<FoundProcess> left = host.find(UNIT);
            for (FoundProcess process : left) {
                host.signal(process, true);
            }
            return left.isEmpty();
        });
    }
}
