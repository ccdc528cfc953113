package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The packed command line as a user calls it, in a world of its own: home, state directory and current directory lie below one
 * directory, and nothing of terraform's environment is inherited. Immutable.
 *
 * @param world what belongs to one test; calls of one world see each other's modules, locks and plans
 * @param directory where it is called
 * @param packed the file that is called
 * @param javaOptions beside those that it brings along
 * @param environment beside what every call has
 */
record TerraformParallel(
        Path world, Path directory, Packed packed, List<String> javaOptions, Map<String, String> environment) {

    /** No test waits longer for a call; one that does has failed. */
    private static final long DEADLINE_SECONDS = 120;

    /** The jar, called in {@code world/work}, which is made. */
    static TerraformParallel in(Path world) throws IOException {
        for (String name : List.of("work", "home", "calls")) {
            Files.createDirectories(world.resolve(name));
        }
        // The quick compiler only, as calls live for seconds.
        List<String> quick = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
        return new TerraformParallel(world, world.resolve("work"), Packed.JAR, quick, Map.of());
    }

    /** The same in either file; the executable without options for Java. */
    static TerraformParallel in(Path world, Packed packed) throws IOException {
        TerraformParallel jar = in(world);
        return packed == Packed.JAR ? jar : new TerraformParallel(world, jar.directory, packed, List.of(), Map.of());
    }

    /** In another current directory. */
    TerraformParallel at(Path other) {
        return new TerraformParallel(world, other, packed, javaOptions, environment);
    }

    TerraformParallel javaOption(String option) {
        List<String> more = new ArrayList<>(javaOptions);
        more.add(option);
        return new TerraformParallel(world, directory, packed, List.copyOf(more), environment);
    }

    /** With one more environment variable. */
    TerraformParallel env(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new TerraformParallel(world, directory, packed, javaOptions, Map.copyOf(more));
    }

    /** A module's directory below the current one, with that {@code main.tf}. */
    Path module(String path, String mainTf) throws IOException {
        Path module = Files.createDirectories(directory.resolve(path));
        Files.writeString(module.resolve("main.tf"), mainTf);
        return module;
    }

    /** A file below the current directory, with its directories. */
    Path file(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** The user's state directory of this world: {@code locks}, {@code runs}, {@code hash.key}. */
    Path stateDirectory() {
        return world.resolve("home/.local/state/terraform-parallel");
    }

    /** Calls it and waits for its end. */
    CallResult run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /** As {@link #run}, with a directory for the run and all four reports in files beside it. */
    CallResult runWithReports(String... arguments) throws IOException, InterruptedException {
        return startWithReports(arguments).await();
    }

    /** Calls it. */
    RunningCall start(String... arguments) throws IOException {
        return start(List.of(arguments), newCallDirectory());
    }

    /** As {@link #start}, with a directory for the run and all four reports in files beside it. */
    RunningCall startWithReports(String... arguments) throws IOException {
        Path call = newCallDirectory();
        List<String> all = new ArrayList<>(List.of(arguments));
        CallResult.Reports.all(call).forEach((option, file) -> all.addAll(List.of(option, file.toString())));
        if (!all.contains("--run-dir") && !List.of("report", "resume").contains(arguments[0])) {
            all.addAll(
                    List.of("--run-dir", call.resolve(CallResult.RUN_DIRECTORY).toString()));
        }
        return start(all, call);
    }

    /** The command line of a call, for those who start it by another program. */
    List<String> commandLine(List<String> arguments) {
        List<String> command = new ArrayList<>(packed.command(javaOptions));
        command.addAll(arguments);
        return command;
    }

    /** Prepares a command in this world: its environment and its current directory. */
    ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> all = builder.environment();
        all.keySet().removeIf(name -> name.startsWith("TF_") || name.startsWith("TERRAFORM_PARALLEL"));
        all.keySet()
                .removeAll(List.of(
                        "XDG_STATE_HOME",
                        "XDG_CACHE_HOME",
                        Packed.JAVA_OPTIONS,
                        "JAVA_TOOL_OPTIONS",
                        "_JAVA_OPTIONS",
                        "NO_COLOR",
                        "LC_ALL"));
        all.put("HOME", world.resolve("home").toString());
        all.put("JAVA_HOME", System.getProperty("java.home"));
        if (packed == Packed.EXECUTABLE && !javaOptions.isEmpty()) {
            all.put(Packed.JAVA_OPTIONS, String.join(" ", javaOptions));
        }
        all.put("LANG", "C.UTF-8");
        all.put("CHECKPOINT_DISABLE", "1");
        all.putAll(environment);
        return builder;
    }

    private RunningCall start(List<String> arguments, Path call) throws IOException {
        Process process = builder(commandLine(arguments))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(call.resolve(CallResult.OUT).toFile())
                .redirectError(call.resolve(CallResult.ERR).toFile())
                .start();
        return new RunningCall(process, call);
    }

    private Path newCallDirectory() throws IOException {
        return Files.createTempDirectory(world.resolve("calls"), "call");
    }

    /**
     * A call that may still go on.
     *
     * @param directory its console's text and its reports
     */
    record RunningCall(Process process, Path directory) {

        /** What it has printed until now. */
        String out() throws IOException {
            return Files.readString(directory.resolve(CallResult.OUT));
        }

        /** Waits for something that it is to do; fails where it ends without having done so. */
        void awaitUntil(String what, Callable<Boolean> condition) throws Exception {
            Await.until(what + " (" + directory + ")", () -> {
                boolean lives = process.isAlive();
                boolean done = condition.call();
                if (!done && !lives) {
                    throw new AssertionError("it ended before " + what + ":\n" + out()
                            + Files.readString(directory.resolve(CallResult.ERR)));
                }
                return done;
            });
        }

        /** Sends it a signal, which must reach it. */
        void signal(String name) throws IOException, InterruptedException {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + name + " failed with " + code);
            }
        }

        /** Waits for its end. */
        CallResult await() throws InterruptedException {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("not at its end after " + DEADLINE_SECONDS + " s, see " + directory);
            }
            return new CallResult(process.exitValue(), directory);
        }
    }
}
