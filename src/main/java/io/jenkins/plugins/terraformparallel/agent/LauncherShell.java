package io.jenkins.plugins.terraformparallel.agent;

import hudson.FilePath;
import hudson.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a shell that is started as a run's processes are, so that it sees what they see. */
final class LauncherShell {

    private final NodeCalls calls;
    private final String directory;

    /** @param directory where the shell starts; absolute */
    LauncherShell(NodeCalls calls, String directory) {
        this.calls = calls;
        this.directory = directory;
    }

    /**
     * What a script writes to its standard output.
     *
     * @param environment what it gets beside what processes there have anyway
     * @throws IOException where it can't be run, or fails; its message is for the user
     */
    String ask(ShellQuestions.Question question, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", question.script(), "sh"));
        command.addAll(question.arguments());
        return calls.bounded(NodeCalls.USUAL, () -> run(command, environment));
    }

    private String run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Launcher launcher = calls.access().launcher();
        FilePath place = calls.file(directory);
        int exitCode = launcher.launch()
                .cmds(command.stream().map(LauncherShell::escaped).toList())
                .envs(escaped(environment))
                .pwd(place)
                .quiet(true)
                .stdout(out)
                .stderr(err)
                .join();
        if (exitCode != 0) {
            String words = err.toString(StandardCharsets.UTF_8).strip();
            throw new IOException("sh ended with exit code " + exitCode
                    + (words.isEmpty() ? "" : ": " + words.substring(0, Math.min(200, words.length()))));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Launchers replace what looks like a variable (JENKINS-40734). */
    private static String escaped(String text) {
        return text.replace("$", "$$");
    }

    private static Map<String, String> escaped(Map<String, String> environment) {
        Map<String, String> escaped = new TreeMap<>();
        environment.forEach((name, value) -> escaped.put(name, escaped(value)));
        return escaped;
    }
}
