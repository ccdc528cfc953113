package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.OnChanges;
import io.jenkins.plugins.terraformparallel.engine.request.OnFailure;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import java.util.Map;
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
        assertThat(StepVerdict.of(report, onFailure, OnChanges.CONTINUE, URL)).isEqualTo(new StepVerdict.Success());
    }

    @Test
    void aFailureNamesTheUnitsAndThePage() {
        assertThat(StepVerdict.of(FAILED, OnFailure.FAIL, OnChanges.CONTINUE, URL))
                .isInstanceOfSatisfying(
                        StepVerdict.Failure.class,
                        failure -> assertThat(failure.message())
                                .startsWith("terraform apply: 1 of 3 failed")
                                .contains("(shop)")
                                .endsWith(URL));
    }

    @Test
    void unstableSaysTheSame() {
        assertThat(StepVerdict.of(FAILED, OnFailure.UNSTABLE, OnChanges.CONTINUE, URL))
                .isInstanceOfSatisfying(
                        StepVerdict.Unstable.class,
                        unstable -> assertThat(unstable.message())
                                .contains("(shop)")
                                .endsWith(URL));
    }

    @Test
    void whoeverContinuesIsNotDisturbed() {
        assertThat(StepVerdict.of(FAILED, OnFailure.CONTINUE, OnChanges.CONTINUE, URL))
                .isEqualTo(new StepVerdict.Success());
    }

    @Test
    void changesOfAPlanCanBeMoreThanNews() {
        RunReport changed = Reports.run(Operation.PLAN, RunStatus.SUCCEEDED, changed("drifted"), changed("moved"));
        assertThat(StepVerdict.of(changed, OnFailure.FAIL, OnChanges.CONTINUE, URL))
                .isEqualTo(new StepVerdict.Success());
        assertThat(StepVerdict.of(changed, OnFailure.FAIL, OnChanges.UNSTABLE, URL))
                .isInstanceOfSatisfying(
                        StepVerdict.Unstable.class,
                        unstable -> assertThat(unstable.message())
                                .contains("changes found")
                                .contains("(drifted, moved)")
                                .endsWith(URL));
        assertThat(StepVerdict.of(changed, OnFailure.FAIL, OnChanges.FAIL, URL))
                .isInstanceOf(StepVerdict.Failure.class);
    }

    @Test
    void anApplyIsThereToChangeThings() {
        RunReport changed = Reports.run(RunStatus.SUCCEEDED, changed("network"));
        assertThat(StepVerdict.of(changed, OnFailure.FAIL, OnChanges.FAIL, URL)).isEqualTo(new StepVerdict.Success());
    }

    @Test
    void whoeverContinuesAfterFailuresStillHearsOfChanges() {
        RunReport both = Reports.run(
                Operation.PLAN, RunStatus.FAILED, changed("network"), Reports.unit("shop", UnitState.FAILED));
        assertThat(StepVerdict.of(both, OnFailure.CONTINUE, OnChanges.FAIL, URL))
                .isInstanceOf(StepVerdict.Failure.class);
        assertThat(StepVerdict.of(both, OnFailure.UNSTABLE, OnChanges.FAIL, URL))
                .isInstanceOfSatisfying(
                        StepVerdict.Failure.class,
                        failure -> assertThat(failure.message()).contains("(shop)"));
    }

    private static UnitReport changed(String name) {
        return Reports.unit(name, UnitState.SUCCEEDED, new ChangeCounts(1, 0, 0, 0, 0, 0, 0), Map.of());
    }

    @Test
    void manyFailuresAreCounted() {
        UnitReport[] units = IntStream.range(0, 25)
                .mapToObj(i -> Reports.unit("unit-" + i, UnitState.FAILED))
                .toArray(UnitReport[]::new);
        assertThat(StepVerdict.of(Reports.run(RunStatus.FAILED, units), OnFailure.FAIL, OnChanges.CONTINUE, URL))
                .isInstanceOfSatisfying(
                        StepVerdict.Failure.class,
                        failure -> assertThat(failure.message())
                                .contains("unit-19 and 5 more")
                                .doesNotContain("unit-20"));
    }
}
