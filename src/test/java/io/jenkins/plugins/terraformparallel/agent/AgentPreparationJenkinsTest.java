package io.jenkins.plugins.terraformparallel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hudson.Launcher;
import hudson.model.Node;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.testing.jenkins.NodeAccess;
import io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Requests against the files and programs of the built-in node and of an agent. */
@WithJenkins
class AgentPreparationJenkinsTest {

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

    private void on(String where) throws Exception {
        Node node = where.isEmpty()
                ? jenkins.jenkins
                : agents.createAgent(
                        jenkins,
                        InboundAgentExtension.Options.newBuilder()
                                .name(AGENT)
                                .webSocket()
                                .build());
        access = new NodeAccess(node);
        run = new NodeRun(node, access);
    }

    private AgentPreparation.Prepared prepare(Map<String, ?> raw) throws Exception {
        return AgentPreparation.prepare(raw, run.place(), new CacheOwner("job", null), access);
    }

    private List<Mistake> mistakes(Map<String, ?> raw) {
        return catchThrowableOfType(RequestException.class, () -> prepare(raw)).mistakes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", AGENT})
    void theNodesFilesAndProgramsCount(String where) throws Exception {
        on(where);
        run.write("network/main.tf", "");
        run.write("envs/eu/main.tf", "");
        run.write("envs/us/main.tf", "");
        run.write("common.tfvars", "");
        String terraform = run.program("tools/my terraform/terraform", "");

        AgentPreparation.Prepared prepared = prepare(Map.of(
                "modules", List.of("network", "envs/*"),
                "varFiles", "common.tfvars",
                "vars", Map.of("secret", "s3cret"),
                "mask", "secret",
                "executable", "tools/my terraform"));

        assertThat(prepared.executable()).isEqualTo(terraform);
        assertThat(prepared.plan().units()).extracting(Unit::path).containsExactly("envs/eu", "envs/us", "network");
        assertThat(prepared.plan().units())
                .allMatch(unit -> unit.vars().containsValue("s3cret")
                        && unit.varFiles().equals(List.of(run.place().workspace() + "/common.tfvars")));
        assertThat(run.file(AgentPorts.home(run.place())).mode() & 0777).isEqualTo(0700);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", AGENT})
    void allMistakesComeAtOnce(String where) throws Exception {
        on(where);
        run.write("network/main.tf", "");

        assertThat(mistakes(Map.of(
                        "modules",
                        List.of("netwrok", "../../outside"),
                        "varFiles",
                        "missing.tfvars",
                        "paralel",
                        4,
                        "executable",
                        "no-such-terraform")))
                .extracting(Mistake::argument)
                .containsExactlyInAnyOrder("paralel", "varFiles[0]", "modules[0]", "modules[1]", "executable");
    }

    @Test
    void itTakesAFewCallsWhateverTheNumberOfModules() throws Exception {
        on("");
        for (int i = 0; i < 50; i++) {
            run.write("m" + i + "/main.tf", "");
        }
        String terraform = run.program("terraform", "");
        AtomicInteger calls = new AtomicInteger();
        access.wrapped(channel -> counting(channel, calls));

        AgentPreparation.Prepared prepared = prepare(Map.of("modules", "m*", "executable", terraform));

        assertThat(prepared.plan().units()).hasSize(50);
        assertThat(calls).hasValueLessThan(10);
    }

    @Test
    void theProviderCacheIsFoundOnTheNode() throws Exception {
        on(AGENT);
        run.write("m/main.tf", "");
        run.write("cli.tfrc", "plugin_cache_dir = \"$PLACE/cache\"\n");
        run.write("cache/x", "");
        String terraform = run.program("terraform", "");
        access.with("TF_CLI_CONFIG_FILE", run.place().workspace() + "/cli.tfrc")
                .with("PLACE", run.place().workspace());

        assertThat(prepare(Map.of("modules", "m", "executable", terraform)).sharedPluginCache())
                .isEqualTo(run.file(run.place().workspace() + "/cache")
                        .absolutize()
                        .getRemote());
    }

    @Test
    void theRunsOwnProviderCacheIsMadeOnTheNode() throws Exception {
        on(AGENT);
        run.write("m/main.tf", "");
        String terraform = run.program("terraform", "");
        access.with("TF_PLUGIN_CACHE_DIR", "/somewhere");

        AgentPreparation.Prepared prepared =
                prepare(Map.of("modules", "m", "executable", terraform, "pluginCache", "providers"));

        assertThat(prepared.providerCache()).startsWith(run.place().temporary() + "/terraform-parallel/providers/");
        assertThat(run.file(prepared.providerCache()).isDirectory()).isTrue();
        assertThat(prepared.sharedPluginCache()).isNull();
        assertThat(mistakes(Map.of("modules", "m", "executable", terraform, "pluginCache", "/var/cache")))
                .extracting(Mistake::argument)
                .containsExactly("pluginCache");
    }

    @Test
    void aCurrentDirectoryThatDoesNotExistIsSaidSo() throws Exception {
        on("");
        AgentPlace place = new AgentPlace(
                "",
                run.place().workspace(),
                run.place().workspace() + "/missing",
                run.place().temporary());
        run.write("m/main.tf", "");

        assertThatThrownBy(() -> AgentPreparation.prepare(
                        Map.of("modules", "m", "parallel", 0), place, new CacheOwner("job", null), access))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("current directory: found " + place.directory())
                .hasMessageContaining("it doesn't exist")
                .hasMessageContaining("parallel: found 0");
    }

    @Test
    void aWorkspaceOnWhichScriptsHangIsRefused() throws Exception {
        on("");
        AgentPlace place = new AgentPlace(
                "",
                run.place().workspace(),
                run.place().workspace(),
                run.place().workspace() + "'s@tmp");
        run.write("m/main.tf", "");

        assertThatThrownBy(() ->
                        AgentPreparation.prepare(Map.of("modules", "m"), place, new CacheOwner("job", null), access))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("with ' in its path");
    }

    @Test
    void windowsIsRefused() throws Exception {
        on("");
        access.decorated(launcher -> new Launcher.DecoratedLauncher(launcher) {
            @Override
            public boolean isUnix() {
                return false;
            }
        });

        assertThat(mistakes(Map.of("modules", "m")))
                .singleElement()
                .extracting(Mistake::sentence)
                .asString()
                .contains("the built-in node: found Windows");
    }

    @Test
    void aPlaceWithoutShellOrSetsidIsRefused() throws Exception {
        on("");
        run.write("m/main.tf", "");
        access.with("PATH", "/nowhere");
        assertThat(mistakes(Map.of("modules", "m")))
                .extracting(Mistake::found)
                .anyMatch(found -> found.contains("needs the program setsid"))
                .anyMatch(found -> found.contains("no program named terraform on the PATH (looked in /nowhere)"));

        access.decorated(launcher -> launcher.decorateByPrefix("/does/not/exist"));
        assertThat(mistakes(Map.of("modules", "m")))
                .extracting(Mistake::found)
                .singleElement()
                .asString()
                .startsWith("no shell that could look for terraform there");
    }

    private static VirtualChannel counting(VirtualChannel channel, AtomicInteger calls) {
        return (VirtualChannel) Proxy.newProxyInstance(
                VirtualChannel.class.getClassLoader(),
                new Class<?>[] {VirtualChannel.class},
                (proxy, method, given) -> {
                    if (given != null && given[0] instanceof Callable) {
                        calls.incrementAndGet();
                    }
                    try {
                        return method.invoke(channel, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
