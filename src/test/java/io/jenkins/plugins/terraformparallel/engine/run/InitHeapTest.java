package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitHeapTest {

    @Test
    void initAloneCollectsLess() {
        ScriptedRun run = new ScriptedRun(
                new WorkPlan(Operation.APPLY, List.of(TestUnits.unit("a"))), TestUnits.SETTINGS, Scripts::fine);
        run.begin();
        run.drive();

        assertThat(run.host.started)
                .flatMap(chain -> chain.processes())
                .extracting(process -> process.command() + " " + process.environment())
                .contains("init {GOGC=400, GOMEMLIMIT=256MiB}", "apply {}")
                .filteredOn(text -> text.contains("GO"))
                .hasSize(1);
    }

    @Test
    void whatTheEnvironmentOfTheRunOrOfTheUnitSaysStays() {
        assertThat(variables(Map.of("GOGC", "50"), Map.of())).isEqualTo(Map.of("GOMEMLIMIT", "256MiB"));
        assertThat(variables(Map.of(), Map.of("GOMEMLIMIT", "1GiB"))).isEqualTo(Map.of("GOGC", "400"));
        assertThat(variables(Map.of("GOGC", "", "GOMEMLIMIT", "off"), Map.of())).isEmpty();
    }

    private static Map<String, String> variables(Map<String, String> inherited, Map<String, String> own) {
        return InitHeap.variables(TestUnits.with(TestUnits.unit("a"), Map.of(), Map.of(), own), inherited);
    }
}
