package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.run.SavedPlan.Status;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SavedPlanCheckTest {

    private static final Unit A = TestUnits.unit("a");
    private static final Unit B = TestUnits.unit("b");

    @TempDir
    Path temporary;

    private LocalPlanStore store;
    private final MemoryFiles files = new MemoryFiles(null);

    @BeforeEach
    void openStore() {
        store = new LocalPlanStore(temporary.resolve("plans"));
    }

    @Test
    void withoutAnySavedPlanApplyGoesInOneGo() throws Exception {
        assertThat(check(SavedPlans.AUTO, A, B)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(SavedPlans.class)
    void plansThatFitAreAppliedUnlessTheyAreIgnored(SavedPlans mode) throws Exception {
        save(A, Status.PLANNED);
        save(B, Status.PLANNED);

        assertThat(check(mode, A, B)).isEqualTo(mode != SavedPlans.IGNORE);
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, names = "APPLY", mode = EnumSource.Mode.EXCLUDE)
    void noOtherOperationAppliesThem(Operation operation) throws Exception {
        save(A, Status.PLANNED);

        assertThat(check(operation, SavedPlans.AUTO, A)).isFalse();
    }

    @Test
    void requiredOnesThatAreMissingAreNamed() {
        assertThat(misfits(SavedPlans.REQUIRE, A, B))
                .containsExactly(
                        new Mistake("saved plan of a", "no saved plan", "one that fits; plan again, then apply"),
                        new Mistake("saved plan of b", "no saved plan", "one that fits; plan again, then apply"));
    }

    @Test
    void whereOneUnitHasAPlanAllMustHaveOne() throws Exception {
        save(B, Status.PLANNED);

        assertThat(misfits(SavedPlans.AUTO, A, B))
                .extracting(Mistake::argument, Mistake::found)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("saved plan of a", "no saved plan"));
    }

    @ParameterizedTest
    @CsvSource({
        "APPLYING, a plan whose apply was started and is used up",
        "APPLY_FAILED, a plan whose apply failed or was interrupted"
    })
    void aPlanThatIsUsedUpFitsNoMore(Status status, String found) throws Exception {
        save(A, status);
        save(B, Status.PLANNED);

        assertThat(misfits(SavedPlans.AUTO, A, B)).extracting(Mistake::found).containsExactly(found);
    }

    @Test
    void whatWasAppliedCountsWhateverHasChangedSince() throws Exception {
        save(A, Status.APPLIED);
        files.inputs(A.key(), Map.of("lock file", "x", "module files", "y", "var files", "z"));

        assertThat(check(SavedPlans.AUTO, A)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"PLANNED", "NEEDS_APPLY"})
    void everythingThatDiffersIsNamed(Status status) throws Exception {
        save(A, status);
        save(B, Status.PLANNED);
        files.inputs(A.key(), Map.of("lock file", "absent", "module files", "changed", "var files", "changed"));

        assertThat(misfits(SavedPlans.AUTO, A, B))
                .extracting(Mistake::sentence)
                .singleElement()
                .asString()
                .startsWith("saved plan of a: found one made with other ")
                .contains("module files", "var files")
                .doesNotContain("lock file");
    }

    private void save(Unit unit, Status status) throws IOException {
        store.save(
                unit.key(),
                new SavedPlan(
                        unit.name(),
                        status,
                        "run-0-1",
                        VirtualClock.START,
                        null,
                        null,
                        inputs().of(unit, files.inputs(unit)),
                        true,
                        ProcessFindings.NONE));
    }

    private static PlanInputs inputs() {
        return new PlanInputs(TestUnits.SETTINGS, Map.of(), TestUnits.HASH);
    }

    private List<Mistake> misfits(SavedPlans mode, Unit... units) {
        return catchThrowableOfType(RequestException.class, () -> check(mode, units))
                .mistakes();
    }

    private boolean check(SavedPlans mode, Unit... units) throws RequestException, IOException {
        return check(Operation.APPLY, mode, units);
    }

    private boolean check(Operation operation, SavedPlans mode, Unit... units) throws RequestException, IOException {
        RunSettings settings = TestUnits.with(TestUnits.SETTINGS, mode, false);
        return new SavedPlanCheck(settings, store, files, inputs())
                .useSavedPlans(new WorkPlan(operation, List.of(units)));
    }
}
