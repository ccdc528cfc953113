package io.jenkins.plugins.terraformparallel.engine.run;

import java.time.Duration;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whole runs in virtual time: any graph, any trouble, any interruption. The rules stand in {@link RunRules}. */
class ParallelProcessorPropertyTest {

    @Provide
    Arbitrary<RunScenario> scenarios() {
        return RunScenario.any(8);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everyRunKeepsTheRules(@ForAll("scenarios") RunScenario scenario) {
        ScriptedRun run = scenario.run();
        run.begin();
        for (RunScenario.Abort abort : scenario.aborts()) {
            run.driveFor(Duration.ofMillis(abort.millis()));
            abort.ask(run.processor());
        }

        run.drive();

        new RunRules(scenario, run).check();
    }
}
