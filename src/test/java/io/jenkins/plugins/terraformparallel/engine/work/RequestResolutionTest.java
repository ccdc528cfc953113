package io.jenkins.plugins.terraformparallel.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.workspace.LocalWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestResolutionTest {

    private static final List<Mistake> OTHERS = List.of(new Mistake("elsewhere", "a", "b"));

    @TempDir
    private Path root;

    private LocalWorkspace workspace;

    @BeforeEach
    void modules() throws Exception {
        Modules modules = Modules.in(root, "network", "queue");
        workspace = new LocalWorkspace(modules.root(), modules.root());
    }

    @Test
    void aGoodRequestIsReadAndResolved() throws Exception {
        RequestResolution resolved = RequestResolution.resolve(
                Map.of("modules", "*", "operation", "validate"), Map.of(), workspace, List.of());

        assertThat(resolved.request().operation().keyword()).isEqualTo("validate");
        assertThat(resolved.resolution().plan().units()).extracting(Unit::name).containsExactly("network", "queue");
    }

    @Test
    void mistakesOfArgumentsModulesEnvironmentAndOthersComeTogether() {
        assertThat(mistakes(
                        Map.of("modules", List.of("network", "nowhere"), "parallel", 0, "moduls", "x"),
                        Map.of("TF_WORKSPACE", "dev")))
                .extracting(Mistake::argument)
                .containsExactlyInAnyOrder("parallel", "moduls", "environment.TF_WORKSPACE", "modules[1]", "elsewhere");
    }

    @Test
    void aModuleThatCanNotBeReadHidesNoMistakeOfAnother() {
        assertThat(mistakes(Map.of("modules", List.of(1, "nowhere")), Map.of()))
                .extracting(Mistake::argument)
                .containsExactly("modules[0]", "modules[1]", "elsewhere");
    }

    @Test
    void whatDependsOnAModuleThatCanNotBeReadIsNotWrong() {
        Map<String, Object> misspelt = Map.of("path", "network", "nmae", "net");
        Map<String, Object> dependent = Map.of("path", "queue", "dependsOn", List.of("net"));
        assertThat(mistakes(Map.of("modules", List.of(misspelt, dependent, "nowhere")), Map.of()))
                .extracting(Mistake::argument)
                .containsExactly("modules[0].nmae", "modules[2]", "elsewhere");
    }

    @Test
    void whatIsWrongElsewhereIsEnough() {
        assertThat(mistakes(Map.of("modules", "network"), Map.of())).isEqualTo(OTHERS);
    }

    private List<Mistake> mistakes(Map<String, ?> raw, Map<String, String> environment) {
        RequestException exception = catchThrowableOfType(
                RequestException.class, () -> RequestResolution.resolve(raw, environment, workspace, OTHERS));
        return exception.mistakes();
    }
}
