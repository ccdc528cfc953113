package io.jenkins.plugins.terraformparallel.engine.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.DiagnosticEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.LockEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Phase;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.PlannedChangeEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.ResourceEvent;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsCollectorTest {

    @Test
    void countsEveryKindOfChange() {
        ProcessFindings findings = Recorded.findings("plan-mixed.ndjson", 2);

        assertThat(findings.summarySeen()).isTrue();
        assertThat(findings.changes()).isEqualTo(new ChangeCounts(3, 1, 2, 1, 1, 1, 3));
        assertThat(findings.resources()).hasSize(9).contains(new ResourceChange("terraform_data.replaced", "replace"));
        assertThat(findings.changedOutputs()).containsExactly("added", "changed", "gone");
        assertThat(findings.outputs()).isNull();
        assertThat(findings.diagnostics()).extracting(Diagnostic::severity).containsExactly(Severity.WARNING);
        assertThat(findings.firstError()).isNull();
        assertThat(findings.lockHeld()).isFalse();
    }

    @Test
    void aPlanWithoutChangesHasASummaryAllTheSame() {
        ProcessFindings findings = Recorded.findings("plan-nothing.ndjson", 0);

        assertThat(findings.summarySeen()).isTrue();
        assertThat(findings.changes()).isEqualTo(ChangeCounts.NONE);
        assertThat(findings.changedOutputs()).isEmpty();
    }

    @Test
    void onlyOutputsChange() {
        ProcessFindings findings = Recorded.findings("plan-outputs-only.ndjson", 2);

        assertThat(findings.changes()).isEqualTo(new ChangeCounts(0, 0, 0, 0, 0, 0, 1));
        assertThat(findings.changedOutputs()).containsExactly("more");
    }

    @Test
    void whatHasDriftedIsWhatAPlanThatLooksForNothingElseFinds() {
        String drift = """
                {"@message":"terraform_data.a: Drift detected (update)","change":{"resource":{"addr":"terraform_data.a"},\
                "action":"update"},"type":"resource_drift"}
                {"@message":"terraform_data.b: Drift detected (delete)","change":{"resource":{"addr":"terraform_data.b"},\
                "action":"delete"},"type":"resource_drift"}
                {"@message":"terraform_data.d: Drift detected (move)","change":{"resource":{"addr":"terraform_data.d"},\
                "previous_resource":{"addr":"terraform_data.c"},"action":"move"},"type":"resource_drift"}
                {"@message":"Plan: 0 to add, 0 to change, 0 to destroy.","changes":{"add":0,"change":0,"import":0,\
                "remove":0,"operation":"plan"},"type":"change_summary"}
                """;

        ProcessFindings ofDrift = findings(new FindingsCollector(true), drift);
        assertThat(ofDrift.summarySeen()).isTrue();
        assertThat(ofDrift.changes()).isEqualTo(new ChangeCounts(0, 1, 1, 0, 0, 0, 0));
        assertThat(ofDrift.resources())
                .containsExactly(
                        new ResourceChange("terraform_data.a", "update"),
                        new ResourceChange("terraform_data.b", "destroy"));
        ProcessFindings ofPlan = findings(new FindingsCollector(), drift);
        assertThat(ofPlan.changes()).isEqualTo(ChangeCounts.NONE);
        assertThat(ofPlan.resources()).isEmpty();
    }

    private static ProcessFindings findings(FindingsCollector collector, String output) {
        Recorded.events(output.getBytes(UTF_8), UnaryOperator.identity()).forEach(collector::accept);
        return collector.findings(2);
    }

    @Test
    void resourcesWithTheSameMaskedNameAreCountedOneByOne() {
        FindingsCollector collector = new FindingsCollector();
        for (Phase phase : List.of(Phase.STARTED, Phase.STARTED, Phase.PROGRESS, Phase.STARTED, Phase.COMPLETED)) {
            collector.accept(new ResourceEvent(phase, "****", "create", ""));
        }

        assertThat(collector.findings(1).unfinished()).containsExactly("****", "****");
    }

    @Test
    void anApplyGivesTheValuesOfItsOutputs() {
        ProcessFindings findings = Recorded.findings("apply-create.ndjson", 0);

        assertThat(findings.changes().add()).isEqualTo(3);
        assertThat(findings.outputs()).containsOnlyKeys("hidden", "id", "list");
        assertThat(findings.outputs().get("hidden").value().isNull()).isTrue();
        assertThat(findings.outputs().get("list").value()).hasToString("[\"a\",1,true,null]");
        assertThat(findings.changedOutputs()).isEmpty();
        assertThat(findings.unfinished()).isEmpty();
        assertThat(findings.lockHeld()).isFalse();
    }

    @Test
    void theFirstSummaryOfADestroyCounts() {
        ProcessFindings findings = Recorded.findings("destroy.ndjson", 0);

        assertThat(findings.changes()).isEqualTo(new ChangeCounts(0, 0, 3, 0, 0, 0, 4));
        assertThat(findings.outputs()).isNull();
    }

    @Test
    void whatFailedAfterItWasStartedIsUnfinished() {
        ProcessFindings findings = Recorded.findings("apply-failing.ndjson", 1);

        assertThat(findings.unfinished()).containsExactly("terraform_data.bad");
        assertThat(findings.firstError()).extracting(Diagnostic::line).isEqualTo(4);
        assertThat(findings.lockHeld()).isFalse();
    }

    @Test
    void anInterruptLeavesWhatWasInFlightAndHidesNoCause() {
        ProcessFindings findings = Recorded.findings("apply-interrupted.ndjson", 1);

        assertThat(findings.unfinished()).containsExactlyInAnyOrder("terraform_data.slow[0]", "terraform_data.slow[1]");
        assertThat(findings.diagnostics()).hasSizeGreaterThan(2);
        assertThat(findings.firstError()).extracting(Diagnostic::summary).isEqualTo("local-exec provisioner error");
        assertThat(findings.lockHeld()).isFalse();
    }

    @Test
    void aKilledApplyLeavesItsLockAndWhatWasInFlight() {
        ProcessFindings findings = Recorded.findings("apply-killed.ndjson", 137);

        assertThat(findings.unfinished()).containsExactlyInAnyOrder("terraform_data.slow[0]", "terraform_data.slow[1]");
        assertThat(findings.lockHeld()).isTrue();
        assertThat(Recorded.findings("apply-killed.ndjson", null).lockHeld()).isTrue();
        assertThat(Recorded.findings("apply-killed.ndjson", 1).lockHeld()).isFalse();
    }

    @Test
    void waitingForALockIsNotHoldingIt() {
        FindingsCollector collector = new FindingsCollector();
        collector.accept(new LockEvent(true, "Acquiring state lock."));

        assertThat(collector.findings(137).lockHeld()).isFalse();
    }

    @Test
    void aCrashDuringAPlanLeavesItsLock() {
        String output = Recorded.text("plan-mixed.ndjson");
        FindingsCollector collector = new FindingsCollector();
        Recorded.events(output.substring(0, output.indexOf("change_summary")).getBytes(UTF_8), UnaryOperator.identity())
                .forEach(collector::accept);

        ProcessFindings findings = collector.findings(2);

        assertThat(findings.summarySeen()).isFalse();
        assertThat(findings.lockHeld()).isTrue();
    }

    @Test
    void aLockThatCouldNotBeGivenBackIsHeldWhateverTheExitCode() {
        assertThat(Recorded.findings("apply-unlock-refused.ndjson", 1).lockHeld())
                .isTrue();
        assertThat(Recorded.findings("apply-save-refused.ndjson", 1).lockHeld()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan-locked.ndjson", "plan-locked-waiting.ndjson"})
    void theHolderOfALockIsNamed(String fixture) {
        StateLock lock = Recorded.findings(fixture, 1).heldLock();

        assertThat(lock).isNotNull();
        assertThat(lock.id()).matches("[0-9a-f-]{36}");
        assertThat(lock.who()).isEqualTo("user@host");
        assertThat(lock.created()).endsWith("+0000 UTC");
        assertThat(lock.forceUnlock()).isEqualTo("terraform force-unlock " + lock.id());
    }

    @Test
    void whereTheHolderIsUncertainNoCommandIsGiven() {
        assertThat(Recorded.findings("plan-locked-http.ndjson", 1).heldLock())
                .isEqualTo(new StateLock("11111111-2222-3333-4444-555555555555", null, null, null));

        // Some backends show our own request; it is younger than our process.
        String own = Recorded.text("plan-locked.ndjson").replaceAll("Created:   2026", "Created:   2999");
        FindingsCollector collector = new FindingsCollector();
        Recorded.events(own.getBytes(UTF_8), UnaryOperator.identity()).forEach(collector::accept);
        assertThat(collector.findings(1).heldLock()).isEqualTo(new StateLock(null, null, null, null));
    }

    @Test
    void textForPeopleIsReadWhereThereAreNoDiagnosticEvents() {
        Diagnostic expected = new Diagnostic(Severity.ERROR, "No value for required variable", "", null, "main.tf", 4);
        assertThat(ofStderr("plan-wrong.txt").diagnostics())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("detail")
                .containsExactly(expected);
        assertThat(ofStderr("plan-wrong-boxed.txt").diagnostics())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("detail")
                .containsExactly(expected);
        assertThat(ofStderr("plan-wrong-boxed.txt").firstError().detail())
                .startsWith("The root module input variable \"unused\" is not set")
                .endsWith("this variable.");
        assertThat(ofStderr("init-backend-changed-boxed.txt").firstError())
                .extracting(Diagnostic::summary)
                .isEqualTo("Backend configuration changed");
        assertThat(ofStderr("plan-locked.txt").firstError().detail()).contains("Who:       user@host");
    }

    @Test
    void thatInitIsNeededIsReadFromWhateverSaysSo() {
        FindingsCollector plan = new FindingsCollector();
        Recorded.events("plan-not-initialised.ndjson").forEach(plan::accept);

        assertThat(InitNeeded.saidBy(plan.findings(1).diagnostics())).isEqualTo("Module not installed");
        assertThat(InitNeeded.saidBy(
                        ofStderr("workspace-list-not-initialised.txt").diagnostics()))
                .isEqualTo("Backend initialization required, please run \"terraform init\"");
    }

    @Test
    void textIsNotReadWhereThereAreDiagnosticEvents() {
        FindingsCollector collector = new FindingsCollector();
        Recorded.events("plan-wrong.txt").forEach(collector::acceptStderr);
        Recorded.events("plan-broken.ndjson").forEach(collector::accept);

        assertThat(collector.findings(1).diagnostics())
                .extracting(Diagnostic::summary)
                .containsExactly("Attribute redefined");
    }

    @Test
    void theTwoStreamsAreReadApart() {
        FindingsCollector collector = new FindingsCollector();
        Recorded.events("Error: one\n\ndetail".getBytes(UTF_8), UnaryOperator.identity())
                .forEach(collector::acceptStderr);
        Recorded.events("Initializing...\n".getBytes(UTF_8), UnaryOperator.identity())
                .forEach(collector::accept);
        Recorded.events("more\n".getBytes(UTF_8), UnaryOperator.identity()).forEach(collector::acceptStderr);

        assertThat(collector.findings(1).diagnostics())
                .containsExactly(new Diagnostic(Severity.ERROR, "one", "detail\nmore", null, null, null));
    }

    @Test
    void manyResourcesAreCountedButNotAllKept() {
        FindingsCollector collector = new FindingsCollector();
        IntStream.range(0, FindingsCollector.MAX_RESOURCES + 5)
                .forEach(i -> collector.accept(
                        new PlannedChangeEvent(new ResourceChange("a.b[" + i + "]", "forget"), false, false, "")));

        ProcessFindings findings = collector.findings(0);

        assertThat(findings.resources()).hasSize(FindingsCollector.MAX_RESOURCES);
        assertThat(findings.changes().forget()).isEqualTo(FindingsCollector.MAX_RESOURCES + 5);
    }

    @Test
    void errorsAreKeptOverWarningsAndCausesOverTheirConsequences() {
        FindingsCollector collector = new FindingsCollector();
        IntStream.range(0, 300).forEach(i -> collector.accept(diagnostic(Severity.WARNING, "warning " + i)));
        IntStream.range(0, 250).forEach(i -> collector.accept(diagnostic(Severity.ERROR, "execution halted")));
        collector.accept(diagnostic(Severity.ERROR, "the cause"));

        ProcessFindings findings = collector.findings(1);

        assertThat(findings.diagnostics()).hasSize(FindingsCollector.MAX_DIAGNOSTICS);
        assertThat(findings.firstError()).extracting(Diagnostic::summary).isEqualTo("the cause");
        assertThat(findings.firstError().detail())
                .hasSizeLessThan(FindingsCollector.MAX_DETAIL + 20)
                .endsWith("… (cut)");
    }

    private static DiagnosticEvent diagnostic(Severity severity, String summary) {
        return new DiagnosticEvent(new Diagnostic(severity, summary, "x".repeat(20_000), null, null, null), "");
    }

    private static ProcessFindings ofStderr(String fixture) {
        FindingsCollector collector = new FindingsCollector();
        Recorded.events(fixture).forEach(collector::acceptStderr);
        return collector.findings(1);
    }
}
