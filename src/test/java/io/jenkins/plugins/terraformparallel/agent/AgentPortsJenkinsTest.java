package io.jenkins.plugins.terraformparallel.agent;

import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.RUN;
import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.UNIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.model.Node;
import io.jenkins.plugins.terraformparallel.engine.event.RandomRun;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.run.InitCheck;
import io.jenkins.plugins.terraformparallel.engine.run.InitInputs;
import io.jenkins.plugins.terraformparallel.engine.run.InitRecords;
import io.jenkins.plugins.terraformparallel.engine.run.PlanStore;
import io.jenkins.plugins.terraformparallel.engine.run.SavedPlan;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.testing.jenkins.NodeAccess;
import io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Files and plans over a real connection, through Jenkins' class filter. */
@WithJenkins
class AgentPortsJenkinsTest {

    private static final String AGENT = "agent";

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private JenkinsRule jenkins;
    private NodeAccess access;
    private NodeRun run;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    private void onAgent() throws Exception {
        on(agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name(AGENT)
                        .webSocket()
                        .build()));
    }

    private void on(Node node) throws Exception {
        access = new NodeAccess(node);
        run = new NodeRun(node, access);
        run.write("m/main.tf", "");
    }

    private Unit unit() {
        return new Unit(
                "m",
                UNIT,
                "m",
                run.place().workspace() + "/m",
                ".terraform",
                "eu",
                List.of(run.place().workspace() + "/m/v.tfvars"),
                Map.of("secret", new NeverSent()),
                Map.of("secret", new NeverSent()),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ofMinutes(1));
    }

    /** No value of the user's is given to a node's file port: this can't be serialized. */
    private static final class NeverSent {}

    @Test
    void plansComeBackAsTheyWereSaved() throws Exception {
        onAgent();
        PlanStore plans = run.ports().plans(AgentPorts.planDirectory(run.place(), "build-1"));
        assertThat(plans.find(UNIT)).isNull();
        assertThat(plans.diff(UNIT)).isNull();

        int compared = 0;
        for (long seed = 1; seed < 20; seed++) {
            for (RunEvent event : RandomRun.events(seed)) {
                if (event instanceof RunEvent.ProcessEnded ended) {
                    SavedPlan plan = new SavedPlan(
                            "m",
                            SavedPlan.Status.PLANNED,
                            "plan-1",
                            ended.at(),
                            null,
                            ended.at(),
                            Map.of("module files", "hash"),
                            true,
                            ended.findings());
                    plans.save(UNIT, plan);
                    assertThat(plans.find(UNIT)).isEqualTo(plan);
                    compared++;
                }
            }
        }
        SavedPlan last = plans.find(UNIT);
        plans.keep(UNIT, last, "+ \u00fc\n");

        assertThat(compared).isPositive();
        assertThat(plans.diff(UNIT)).isEqualTo("+ \u00fc\n");
        assertThat(plans.find(UNIT)).isEqualTo(last);
        FilePath file = run.file(plans.path(UNIT, "plan-1"));
        file.write("plan", null);
        plans.delete(UNIT, "plan-1");
        assertThat(file.exists()).isFalse();
    }

    @Test
    void filesOfUnitsAreTheNodes() throws Exception {
        onAgent();
        String vars =
                run.ports().files().write("values/" + UNIT + "~vars.tfvars.json", "{\"a\":\"\u00fc\"}".getBytes(UTF_8));
        assertThat(run.file(vars).readToString()).isEqualTo("{\"a\":\"\u00fc\"}");
        assertThat(run.file(vars).mode() & 0777).isEqualTo(0600);
        run.ports().files().deleteAll("values/" + UNIT + "~");
        assertThat(run.file(vars).exists()).isFalse();

        Map<String, String> before = run.ports().files().inputs(unit());
        run.write("m/v.tfvars", "a = 1\n");
        Map<String, String> after = run.anotherEnginesPorts().files().inputs(unit());
        assertThat(before).containsOnlyKeys("lock file", "module files", "var files");
        assertThat(after.get("var files")).isNotEqualTo(before.get("var files"));
        assertThat(after.get("lock file")).isEqualTo(before.get("lock file"));

        assertThat(run.ports().files().stateLock(unit())).isNull();
        run.write("m/terraform.tfstate.d/eu/.terraform.tfstate.lock.info", "{\"ID\":\"1\",\"Who\":\"me\"}");
        assertThat(run.ports().files().stateLock(unit())).isEqualTo(new StateLock("1", "me", null, "1"));

        assertThat(run.ports().files().moveErroredState(unit(), "state/x")).isFalse();
        run.write("m/errored.tfstate", "{}");
        assertThat(run.ports().files().moveErroredState(unit(), "state/x")).isTrue();
        assertThat(run.file(run.host().directory() + "/state/x").readToString()).isEqualTo("{}");
    }

    @Test
    void initsAreRememberedOnTheNode() throws Exception {
        onAgent();
        String module = run.place().workspace() + "/m";
        InitInputs inputs = new InitInputs(
                module,
                module + "/.terraform",
                new TreeMap<>(Map.of("options", "1")),
                true,
                new TreeMap<>(),
                false,
                List.of());
        byte[] key = "a job's key".getBytes(UTF_8);
        InitRecords records = run.ports().inits(key).records();

        InitCheck check = records.check(inputs, true);
        assertThat(check.initialised()).isFalse();
        records.keep(inputs, check.inputs());

        assertThat(run.anotherEnginesPorts()
                        .inits(key)
                        .records()
                        .check(inputs, true)
                        .initialised())
                .isTrue();
        assertThat(run.file(module + "/.terraform/terraform-parallel-init.json").mode() & 0777)
                .isEqualTo(0600);
        InitRecords others =
                run.ports().inits("another job's key".getBytes(UTF_8)).records();
        assertThat(others.check(inputs, true).initialised()).isFalse();
    }

    @Test
    void whatANodeComplainsOfIsAnOrdinaryException() throws Exception {
        on(jenkins.jenkins);
        assertThatThrownBy(() -> run.ports().files().planDigest(NodeRun.id(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/processes/" + UNIT + "~1.stdout");
        assertThatThrownBy(() -> run.ports().files().inputs(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NullPointerException");
    }

    @Test
    void tidiesWhatDeadRunsLeft() throws Exception {
        on(jenkins.jenkins);
        String home = AgentPorts.home(run.place());
        run.file(home + "/dead/values").mkdirs();
        run.file(home + "/" + RUN + "/values").mkdirs();
        run.file(home + "/plans/build-1").mkdirs();

        run.ports().tidy(() -> Set.of(RUN));

        assertThat(run.file(home).list()).extracting(FilePath::getName).containsExactlyInAnyOrder(RUN, "plans");
    }

    @Test
    void aRunThatBeginsWhileAnotherTidiesKeepsItsFiles() throws Exception {
        on(jenkins.jenkins);
        String home = AgentPorts.home(run.place());
        run.file(home + "/dead/values").mkdirs();

        run.ports().tidy(() -> {
            begin(home + "/new/values");
            return Set.of(RUN);
        });

        assertThat(run.file(home).list())
                .extracting(FilePath::getName)
                .contains("new")
                .doesNotContain("dead");
    }

    private void begin(String directory) {
        try {
            run.file(directory).mkdirs();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLostConnectionIsNoFailureOfFiles() throws Exception {
        onAgent();
        agents.stop(jenkins, AGENT);

        assertThatThrownBy(() -> run.ports().files().inputs(unit())).isInstanceOf(HostGoneException.class);
        assertThatThrownBy(() -> run.ports().plans("/x").find(UNIT)).isInstanceOf(HostGoneException.class);
        assertThatThrownBy(() -> run.ports().tidy(Set::of)).isInstanceOf(HostGoneException.class);
        assertThatThrownBy(() -> AgentPreparation.prepare(
                        Map.of("modules", "m"), run.place(), new CacheOwner("job", null), access))
                .isInstanceOf(HostGoneException.class);
    }
}
