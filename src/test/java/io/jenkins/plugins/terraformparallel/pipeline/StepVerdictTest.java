package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.OnFailure;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepVerdictTest {

    private static final String URL = "https://ci.example/job/infra/7/terraform-parallel/17/";
    private static final RunReport FAILED = Reports.run(
            RunStatus.FAILED,
            Reports.unit("network", UnitState.SUCCEEDED),
            Reports.unit("shop", UnitState.FAILED),
            Reports.unit("blog", UnitState.SKIPPED));

    @ParameterizedTest
    @EnumSource
    void successIsSuccessWhateverWasAsked(OnFailure onFailure) {
        RunReport report = Reports.run(RunStatus.SUCCEEDED, Reports.unit("network", UnitState.SUCCEEDED));
        assertThat(StepVerdict.of(report, onFailure, URL)).isEqualTo(new StepVerdict.Success());
    }

    @Test
    void aFailureNamesTheUnitsAndThePage() {
        assertThat(StepVerdict.of(FAILED, OnFailure.FAIL, URL))
                .isInstanceOfSatisfying(
                        StepVerdict.Failure.class,
                        failure -> assertThat(failure.message())
                                .startsWith("terraform apply: 1 of 3 failed")
                                .contains("(shop)")
                                .endsWith(URL));
    }

    @Test
    void unstableSaysTheSame() {
        assertThat(StepVerdict.of(FAILED, OnFailure.UNSTABLE, URL))
                .isInstanceOfSatisfying(
                        StepVerdict.Unstable.class,
                        unstable -> assertThat(unstable.message())
                                .contains("(shop)")
                                .endsWith(URL));
    }

    @Test
    void whoeverContinuesIsNotDisturbed() {
        assertThat(StepVerdict.of(FAILED, OnFailure.CONTINUE, URL)).isEqualTo(new StepVerdict.Success());
    }

    @Test
    void manyFailuresAreCounted() {
        UnitReport[] units = IntStream.range(0, 25)
                .mapToObj(i -> Reports.unit("unit-" + i, UnitState.FAILED))
                .toArray(UnitReport[]::new);
        assertThat(StepVerdict.of(Reports.run(RunStatus.FAILED, units), OnFailure.FAIL, URL))
                .isInstanceOfSatisfying(
                        StepVerdict.Failure.class,
                        failure -> assertThat(failure.message())
                                .contains("unit-19 and 5 more")
                                .doesNotContain("unit-20"));
    }
}
