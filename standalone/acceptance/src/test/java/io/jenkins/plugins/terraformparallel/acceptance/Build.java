package io.jenkins.plugins.terraformparallel.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.terraformparallel.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A build. */
record Build(TestJenkins jenkins, String job, int number) {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** Its address below Jenkins' root. */
    String path() {
        return "job/" + job + "/" + number + "/";
    }

    boolean isRunning() throws IOException {
        return jenkins.rest()
                .json(path() + "api/json?tree=building")
                .get("building")
                .asBoolean();
    }

    Build awaitEnd() throws Exception {
        return awaitEnd(DEADLINE);
    }

    Build awaitEnd(Duration deadline) throws Exception {
        try {
            Await.until(this + " has ended", deadline, () -> !isRunning());
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; its console:\n" + console(), e);
        }
        return this;
    }

    /** Waits for something that it is to do; fails where it ends without having done so. */
    void awaitUntil(String what, Callable<Boolean> condition) throws Exception {
        awaitUntilWithin(Duration.ofMinutes(2), what, condition);
    }

    /** As {@link #awaitUntil}, for what may take longer. */
    void awaitUntilWithin(Duration deadline, String what, Callable<Boolean> condition) throws Exception {
        Callable<Boolean> unlessItEnds = () -> {
            boolean runs = isRunning();
            boolean done = condition.call();
            if (!done && !runs) {
                throw new AssertionError(this + " ended before " + what + "; its console:\n" + console());
            }
            return done;
        };
        try {
            Await.until(what, deadline, unlessItEnds);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; its console:\n" + console(), e);
        }
    }

    /** Waits until its console says something. */
    void awaitConsole(String text) throws Exception {
        awaitUntil("the console says: " + text, () -> console().contains(text));
    }

    /** SUCCESS, UNSTABLE, FAILURE, ABORTED. */
    String result() throws IOException {
        return jenkins.rest()
                .json(path() + "api/json?tree=result")
                .path("result")
                .asText();
    }

    /** Says all that it printed where the result is another one. */
    Build hasResult(String expected) throws IOException {
        String result = result();
        if (!result.equals(expected)) {
            throw new AssertionError(
                    this + " has ended with " + result + " instead of " + expected + "; its console:\n" + console());
        }
        return this;
    }

    String console() throws IOException {
        return jenkins.rest().get(path() + "consoleText").expect(200).body();
    }

    /** Waits until it asks somebody ({@code input}), and says yes. */
    void approve() throws Exception {
        String[] id = new String[1];
        awaitUntil("it asks for an approval", () -> {
            id[0] = jenkins.script("""
                    import org.jenkinsci.plugins.workflow.support.steps.input.InputAction
                    def build = jenkins.model.Jenkins.get().getItemByFullName(%s).getBuildByNumber(%d)
                    print build.getAction(InputAction)?.executions?.find { true }?.id ?: ''
                    """.formatted(Pipeline.quoted(job), number));
            return !id[0].isEmpty();
        });
        jenkins.rest()
                .post(path() + "input/" + id[0] + "/proceedEmpty", Map.of())
                .expect(200, 302);
    }

    /** The red cross. */
    void stop() throws IOException {
        jenkins.rest().post(path() + "stop", Map.of()).expect(200, 302);
    }

    /** "Forcibly terminate running steps". */
    void terminate() throws IOException {
        jenkins.rest().post(path() + "term", Map.of()).expect(200, 302);
    }

    /** The hard kill. */
    void kill() throws IOException {
        jenkins.rest().post(path() + "kill", Map.of()).expect(200, 302);
    }

    /** Ends it by all means. */
    void end() throws Exception {
        if (isRunning()) {
            stop();
            terminate();
            kill();
            awaitEnd();
        }
    }

    /** Its folder in Jenkins' home; only where the suite has started Jenkins. */
    Path folder() {
        return jenkins.home().resolve("jobs").resolve(job).resolve("builds").resolve(Integer.toString(number));
    }

    /** Its runs, by their flow node ids, the first one first. */
    List<TestRun> runs() throws IOException {
        String ids = jenkins.script("""
                def build = jenkins.model.Jenkins.get().getItemByFullName(%s).getBuildByNumber(%d)
                def folder = new File(build.rootDir, 'terraform-parallel')
                folder.list()?.findAll { it.isInteger() }?.sort { it as int }?.each { println it }
                """.formatted(Pipeline.quoted(job), number));
        return ids.lines().map(id -> new TestRun(this, id)).toList();
    }

    /** Its only run. */
    TestRun run() throws IOException {
        List<TestRun> runs = runs();
        if (runs.size() != 1) {
            throw new AssertionError(this + " has " + runs.size() + " runs; its console:\n" + console());
        }
        return runs.get(0);
    }

    /** What the step returned, where the pipeline has written it to this file. */
    JsonNode returned(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new AssertionError(this + " has not written " + file + "; its console:\n" + console());
        }
        return new ObjectMapper().readTree(Files.readAllBytes(file));
    }

    @Override
    public String toString() {
        return job + " #" + number;
    }
}
