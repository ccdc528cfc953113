package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a scenario works: a directory of its own, and the programs that it compares. Not thread-safe. */
final class Lab {

    /** What a shell is told to run so that it says how long that took. */
    private static final String TIMED = "TIMEFORMAT='%R %U %S'; time \"$@\" >\"$BENCHMARK_OUTPUT\" 2>&1";

    /** Where Java looks for options by itself. */
    private static final List<String> JAVA_OPTIONS = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    private final Path directory;
    private final Path executable;
    private final Path jar;
    private final boolean quick;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /**
     * @param directory exists and is empty
     * @param executable terraform-parallel's
     * @param jar the same program for {@code java -jar}
     * @param quick whether a rough figure is enough
     */
    Lab(Path directory, Path executable, Path jar, boolean quick) {
        this.directory = directory;
        this.executable = executable;
        this.jar = jar;
        this.quick = quick;
        environment.put("XDG_STATE_HOME", directory.resolve(".state").toString());
        environment.put("XDG_CACHE_HOME", directory.resolve(".cache").toString());
        // All that is compared runs in the same Java.
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("CHECKPOINT_DISABLE", "1");
        environment.put("TF_IN_AUTOMATION", "1");
    }

    Path directory() {
        return directory;
    }

    boolean isQuick() {
        return quick;
    }

    /** How often a thing is measured. */
    int times(int thorough) {
        return quick ? Math.min(thorough, 1) : thorough;
    }

    /** From now on programs run with this variable. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** The arguments that run terraform-parallel. */
    List<String> ours(String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The same in a Java without any options. */
    List<String> oursInPlainJava(String... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Whether a program is on the PATH. */
    boolean has(String program) throws IOException, InterruptedException {
        return run(List.of("sh", "-c", "command -v " + program)).exitCode() == 0;
    }

    /** Runs a command in the lab's directory. */
    Timing run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve(".output");
        Path times = directory.resolve(".times");
        List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "benchmark"));
        timed.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(timed)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(times.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TF_") || JAVA_OPTIONS.contains(name));
        builder.environment().putAll(environment);
        builder.environment().put("BENCHMARK_OUTPUT", output.toString());
        int exitCode = builder.start().waitFor();
        String[] seconds = Files.readString(times).strip().split(" ");
        return new Timing(
                exitCode,
                Double.parseDouble(seconds[0]),
                Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]),
                // Only its end is ever shown, and it is no larger than a console.
                Files.readString(output, StandardCharsets.ISO_8859_1));
    }

    /**
     * As {@link #run(List)}, for what can't go wrong.
     *
     * @throws IOException where it ends with another exit code than 0
     */
    Timing mustRun(List<String> command) throws IOException, InterruptedException {
        Timing timing = run(command);
        if (timing.exitCode() != 0) {
            throw new IOException(command + " ended with " + timing.exitCode() + ":\n" + timing.output());
        }
        return timing;
    }

    /** Whether terraform-parallel refuses an option, as one that comes with a later version. */
    static boolean isRefused(Timing timing, String option) {
        return timing.exitCode() == 64 && timing.output().contains(option);
    }

    /** Writes a file below the lab's directory. */
    Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, content);
    }

    /** A program of this text. */
    Path program(String name, String text) throws IOException {
        Path file = write(name, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** Deletes what terraform and terraform-parallel have left in modules, states aside. */
    void forgetInits() throws IOException, InterruptedException {
        mustRun(List.of("sh", "-c", "rm -rf m*/.terraform m*/.terraform.lock.hcl m*/plan"));
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
