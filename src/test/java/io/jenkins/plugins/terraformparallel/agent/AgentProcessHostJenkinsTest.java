package io.jenkins.plugins.terraformparallel.agent;

import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.UNIT;
import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.exitCode;
import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.id;
import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.out;
import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Node;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.NodeAccess;
import io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Chains on the built-in node and on an agent, in a workspace whose path has blanks, $, % and letters of many alphabets. */
@WithJenkins
class AgentProcessHostJenkinsTest {

    private static final String AGENT = "agent";

    /** Counts the signals that it gets until there is a file {@code release}. */
    private static final String COUNTS_SIGNALS = """
            term=0 int=0
            trap 'term=$((term + 1))' TERM
            trap 'int=$((int + 1))' INT
            echo ready
            until [ -e release ]; do sleep 0.05; done
            echo "TERM $term INT $int"
            """;

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private JenkinsRule jenkins;
    private Node node;
    private NodeAccess access;
    private NodeRun run;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void endProcesses() throws Exception {
        if (run != null) {
            run.endAll();
        }
    }

    private NodeRun on(String where) throws Exception {
        node = where.isEmpty() ? jenkins.jenkins : agents.createAgent(jenkins, options());
        access = new NodeAccess(node);
        run = new NodeRun(node, access);
        return run;
    }

    private static InboundAgentExtension.Options options() {
        return InboundAgentExtension.Options.newBuilder()
                .name(AGENT)
                .webSocket()
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", AGENT})
    @NeedsTerraform
    void aValueOfEveryCharacterArrivesInTerraform(String where) throws Exception {
        NodeRun here = on(where);
        String module = "it's a \"module\" $(id) `x` \\ * ; & |";
        here.write(module + "/main.tf", "variable \"v\" {}\noutput \"v\" { value = sha256(var.v) }\n");
        String value = IntStream.range(1, 128).mapToObj(Character::toString).collect(Collectors.joining());
        String terraform = RealTerraform.executable().toString();

        here.host()
                .start(here.chain(
                        module,
                        Map.of("TF_VAR_v", value),
                        process(1, terraform, "init", "-no-color"),
                        process(2, terraform, "apply", "-auto-approve", "-json")));

        assertThat(exitCode(here.awaitEnd(1, 1))).isZero();
        ProcessProgress apply = here.awaitEnd(1, 2);
        assertThat(exitCode(apply)).isZero();
        assertThat(out(apply)).contains(sha256(value));
    }

    @Test
    void filesAreForTheirOwnerAlone() throws Exception {
        NodeRun here = on(AGENT);
        here.write("m/x", "");
        here.host().start(here.chain("m", Map.of(), process(1, "/bin/sh", "-c", "umask")));
        here.awaitEnd(1, 1);

        FilePath directory = here.file(here.host().directory() + "/processes");
        assertThat(directory.mode() & 0777).isEqualTo(0700);
        for (String file : List.of("1.stdout", "1.stderr", "1.exit", "1.pid", "chain-1.script", "chain-1.pid")) {
            assertThat(directory.child(UNIT + "~" + file).mode() & 0777)
                    .as(file)
                    .isEqualTo(0600);
        }
        assertThat(out(here.poll(1, 1))).isNotEqualTo("0077\n");
    }

    @Test
    void startsNothingTwice() throws Exception {
        NodeRun here = on("");
        here.write("m/x", "");
        String once = here.program("once", "echo started >>starts\n");
        Chain chain = here.chain("m", Map.of(), process(1, once));

        here.host().start(chain);
        here.host().start(chain);
        here.awaitEnd(1, 1);
        here.anotherEnginesPorts().host().start(chain);

        assertThat(exitCode(here.awaitEnd(1, 1))).isZero();
        assertThat(here.file(here.place().workspace() + "/m/starts").readToString())
                .isEqualTo("started\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", AGENT})
    void interruptsOnceWhateverEngineAsks(String where) throws Exception {
        NodeRun here = on(where);
        here.write("m/x", "");
        here.host().start(here.chain("m", Map.of(), process(1, here.program("counter", COUNTS_SIGNALS))));
        here.awaitOutput(1, 1, "ready\n");

        assertThat(here.host().interrupt(id(1))).isTrue();
        assertThat(here.host().interrupt(id(1))).isTrue();
        assertThat(here.anotherEnginesPorts().host().interrupt(id(1))).isTrue();
        assertThat(here.poll(1, 1).state()).isInstanceOf(ProcessState.Running.class);
        here.write("m/release", "");

        assertThat(out(here.awaitEnd(1, 1))).isEqualTo("ready\nTERM 1 INT 0\n");
        assertThat(here.host().interrupt(id(1))).isFalse();
    }

    @Test
    void killsAlsoWhoHasLeftItsSession() throws Exception {
        NodeRun here = on(AGENT);
        here.write("m/x", "");
        String program = here.program("daemons", "setsid sleep 300 &\nsleep 300 &\necho ready\nwait\n");
        here.host().start(here.chain("m", Map.of(), process(1, program)));
        here.awaitOutput(1, 1, "ready\n");
        Await.until("all three are there", () -> here.host().find(UNIT).size() >= 3);

        here.host().stopChain(UNIT, 1);
        for (FoundProcess found : here.host().find(UNIT)) {
            here.host().signal(found, true);
        }

        assertThat(exitCode(here.awaitEnd(1, 1))).isEqualTo(137);
        Await.until("nobody is left", () -> here.host().find(UNIT).isEmpty());
    }

    @Test
    void theEndOfANodeBlockSparesIt() throws Exception {
        NodeRun here = on(AGENT);
        access.with("JENKINS_NODE_COOKIE", "cookie-of-the-block");
        here.write("m/x", "");
        here.host().start(here.chain("m", Map.of(), process(1, here.program("counter", COUNTS_SIGNALS))));
        here.awaitOutput(1, 1, "ready\n");

        access.launcher().kill(Map.of("JENKINS_NODE_COOKIE", "cookie-of-the-block"));
        here.write("m/release", "");

        assertThat(out(here.awaitEnd(1, 1))).isEqualTo("ready\nTERM 0 INT 0\n");
    }

    @Test
    void whatIsDiscardedIsGoneWithTheNextPoll() throws Exception {
        NodeRun here = on("");
        here.write("m/x", "");
        here.host().start(here.chain("m", Map.of(), process(1, "/bin/true"), process(2, "/bin/true")));
        here.awaitEnd(1, 2);

        here.host().discard(id(1));
        here.host().discardChain(UNIT, 1);
        FilePath processes = here.file(here.host().directory() + "/processes");
        Await.until("only the second process is left", () -> {
            here.poll(1, 2);
            return processes.list().stream().allMatch(file -> file.getName().startsWith(UNIT + "~2."));
        });

        here.ports().discardRun();
        assertThat(here.file(here.host().directory()).exists()).isFalse();
    }

    @Test
    void whereItCannotBeLaunchedNothingWasStarted() throws Exception {
        NodeRun here = on("");
        here.write("m/x", "");
        Chain chain = here.chain("m", Map.of(), process(1, "/bin/true"));
        access.decorated(launcher -> launcher.decorateByPrefix("/does/not/exist"));

        assertThatThrownBy(() -> here.host().start(chain)).isInstanceOf(IOException.class);

        assertThat(here.file(here.host().directory() + "/processes").list()).isEmpty();
        access.decorated(launcher -> launcher);
        here.host().start(chain);
        assertThat(exitCode(here.awaitEnd(1, 1))).isZero();
    }

    @Test
    void variablesThatWouldNotArriveThroughADecoratedLauncherAreRefused() throws Exception {
        NodeRun here = on("");
        access.decorated(launcher -> launcher.decorateByEnv(new EnvVars()));
        here.write("m/x", "");

        for (Map<String, String> environment :
                List.of(Map.of("TF_VAR_a-b", "x"), Map.of("A", "x", "a", "y"), Map.of("V", "a\0b"))) {
            Chain chain = here.chain("m", environment, process(1, "/bin/true"));
            assertThatThrownBy(() -> here.host().start(chain))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("environment variable");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", AGENT})
    void whatTheNodeStartsByItselfGetsVariablesAsTheyAre(String where) throws Exception {
        NodeRun here = on(where);
        access.with("inherited", "from the step");
        here.write("m/x", "");
        Chain refused = here.chain("m", Map.of("V", "a\0b"), process(1, "/bin/true"));
        assertThatThrownBy(() -> here.host().start(refused))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("environment variable V");

        here.host()
                .start(here.chain(
                        "m",
                        Map.of("A", "$B", "a", "y"),
                        process(1, "/bin/sh", "-c", "echo \"$A $a $inherited $JENKINS_NODE_COOKIE\"")));

        assertThat(out(here.awaitEnd(1, 1))).isEqualTo("$B y from the step dontKillMe\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", AGENT})
    void theNodeTellsWhenWhatItHasStartedEnds(String where) throws Exception {
        NodeRun here = on(where);
        here.write("m/x", "");
        CountDownLatch told = new CountDownLatch(1);
        here.host().onChange(told::countDown);

        here.host().start(here.chain("m", Map.of(), process(1, here.program("counter", COUNTS_SIGNALS))));
        here.awaitOutput(1, 1, "ready\n");
        assertThat(here.ports().tellsEnds()).isTrue();
        assertThat(told.getCount()).isEqualTo(1);
        here.write("m/release", "");

        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(here.poll(1, 1).state()).isInstanceOf(ProcessState.Ended.class);
        assertThat(here.ports().tellsEnds()).isFalse();
    }

    @Test
    void ofWhatADecoratedLauncherStartsNobodyTellsTheEnd() throws Exception {
        NodeRun here = on("");
        access.decorated(launcher -> launcher.decorateByEnv(new EnvVars()));
        here.write("m/x", "");

        here.host().start(here.chain("m", Map.of(), process(1, "/bin/true")));
        here.awaitEnd(1, 1);

        assertThat(here.ports().tellsEnds()).isFalse();
    }

    @Test
    void aVariableMayDifferOnlyInCaseFromOneThatIsInherited() throws Exception {
        NodeRun here = on("");
        access.with("tf_var_x", "inherited");
        here.write("m/x", "");

        here.host().start(here.chain("m", Map.of("TF_VAR_x", "own"), process(1, "/bin/sh", "-c", "echo $TF_VAR_x")));

        assertThat(out(here.awaitEnd(1, 1))).isEqualTo("own\n");
    }

    @Test
    void whatRunsOutlivesItsAgentAndIsFoundAgain() throws Exception {
        NodeRun here = on(AGENT);
        here.write("m/x", "");
        here.host().start(here.chain("m", Map.of(), process(1, here.program("counter", COUNTS_SIGNALS))));
        here.awaitOutput(1, 1, "ready\n");

        agents.stop(jenkins, AGENT);
        assertThatThrownBy(() -> here.poll(1, 1)).isInstanceOf(HostGoneException.class);
        assertThatThrownBy(() -> here.host().interrupt(id(1))).isInstanceOf(HostGoneException.class);
        assertThatThrownBy(() -> here.host().start(here.chain("m", Map.of(), process(2, "/bin/true"))))
                .isInstanceOf(HostGoneException.class);
        agents.start(jenkins, options());
        here.anotherEnginesPorts();

        assertThat(here.poll(1, 1).state()).isInstanceOf(ProcessState.Running.class);
        assertThat(here.host().interrupt(id(1))).isTrue();
        here.write("m/release", "");
        assertThat(out(here.awaitEnd(1, 1))).isEqualTo("ready\nTERM 1 INT 0\n");
    }

    @Test
    void anEngineThatTakesOverLetsNothingStartThatHasNotComeToLife() throws Exception {
        NodeRun here = on(AGENT);
        here.write("m/x", "");
        // A launcher that takes its time.
        access.decorated(launcher ->
                launcher.decorateByPrefix("sh", "-c", "until [ -e go ]; do sleep 0.05; done; exec \"$@\"", "sh"));
        here.host().start(here.chain("m", Map.of(), process(1, "/bin/true")));
        assertThat(here.poll(1, 1).state()).isEqualTo(new ProcessState.Never(true));
        access.decorated(launcher -> launcher);

        here.anotherEnginesPorts();
        assertThat(here.poll(1, 1).state()).isEqualTo(new ProcessState.Never(false));
        here.file(here.host().directory() + "/processes/" + UNIT + "~chain-1/go")
                .write("", null);

        Await.until("the script has noticed", () -> here.poll(1, 1).state() instanceof ProcessState.Stopped);
    }

    private static String sha256(String text) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
