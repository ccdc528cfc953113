package io.jenkins.plugins.terraformparallel.engine.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.ChangeSummaryEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.DiagnosticEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.EmergencyDump;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.LockEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Message;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.OutputsEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Phase;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.PlannedChangeEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.RawLine;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.ResourceEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.VersionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    private final EventParser parser = new EventParser(UnaryOperator.identity());

    @Test
    void readsTheVersion() {
        assertThat(Recorded.events("plan-locked.ndjson").get(0))
                .isEqualTo(new VersionEvent(
                        TerraformVersion.Kind.TERRAFORM,
                        "1.11.4",
                        timestampOf("plan-locked.ndjson"),
                        "Terraform 1.11.4"));
        assertThat(parser.parse("{\"@message\":\"OpenTofu 1.8.0\",\"tofu\":\"1.8.0\",\"type\":\"version\"}"))
                .isEqualTo(new VersionEvent(TerraformVersion.Kind.TOFU, "1.8.0", "", "OpenTofu 1.8.0"));
    }

    private static String timestampOf(String fixture) {
        String text = Recorded.text(fixture);
        int from = text.indexOf("@timestamp\":\"") + 13;
        return text.substring(from, text.indexOf('"', from));
    }

    @Test
    void readsEveryKindOfPlannedChange() {
        assertThat(of(PlannedChangeEvent.class, "plan-mixed.ndjson"))
                .extracting(PlannedChangeEvent::change)
                .containsExactlyInAnyOrder(
                        new ResourceChange("terraform_data.gone", "destroy"),
                        new ResourceChange("terraform_data.forgotten", "forget"),
                        new ResourceChange("terraform_data.changed", "update"),
                        new ResourceChange("terraform_data.imported", "import"),
                        new ResourceChange("terraform_data.new[\"a b\"]", "create"),
                        new ResourceChange("terraform_data.new[\"q\\\"\\\\\"]", "create"),
                        new ResourceChange("terraform_data.new_name", "move"),
                        new ResourceChange("terraform_data.replaced", "replace"),
                        new ResourceChange("data.terraform_remote_state.later", "read"));
    }

    @Test
    void readsSummariesOutputsAndLocks() {
        assertThat(of(ChangeSummaryEvent.class, "destroy.ndjson"))
                .containsExactly(
                        new ChangeSummaryEvent(0, 0, 3, 0, "plan", "Plan: 0 to add, 0 to change, 3 to destroy."),
                        new ChangeSummaryEvent(0, 0, 3, 0, "destroy", "Destroy complete! Resources: 3 destroyed."));
        assertThat(of(OutputsEvent.class, "apply-create.ndjson"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.outputs()).containsOnlyKeys("hidden", "id", "list");
                    assertThat(event.outputs().get("hidden").value().isNull()).isTrue();
                    assertThat(event.outputs().get("hidden").sensitive()).isTrue();
                    assertThat(event.outputs().get("list").value()).hasToString("[\"a\",1,true,null]");
                    assertThat(event.text())
                            .contains("\n  hidden = (sensitive value)", "\n  list = [\"a\",1,true,null]");
                });
        assertThat(of(LockEvent.class, "plan-locked-waiting.ndjson"))
                .containsExactly(new LockEvent(true, "Acquiring state lock. This may take a few moments..."));
    }

    @Test
    void readsWhatHappensToAResource() {
        assertThat(of(ResourceEvent.class, "apply-interrupted.ndjson"))
                .filteredOn(event -> "terraform_data.slow[0]".equals(event.address()))
                .containsExactly(
                        new ResourceEvent(
                                Phase.STARTED,
                                "terraform_data.slow[0]",
                                "create",
                                "terraform_data.slow[0]: Creating..."),
                        new ResourceEvent(
                                Phase.PROGRESS,
                                "terraform_data.slow[0]",
                                "create",
                                "terraform_data.slow[0]: Still creating... [10s elapsed]"),
                        new ResourceEvent(
                                Phase.ERRORED,
                                "terraform_data.slow[0]",
                                "create",
                                "terraform_data.slow[0]: Creation errored after 10s"));
    }

    @Test
    void writesADiagnosticAsTerraformDoes() {
        assertThat(of(DiagnosticEvent.class, "apply-failing.ndjson"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.diagnostic())
                            .isEqualTo(new Diagnostic(
                                    Severity.ERROR,
                                    "local-exec provisioner error",
                                    "Error running command 'echo before; exit 3': exit status 3. Output: before",
                                    "terraform_data.bad",
                                    "main.tf",
                                    4));
                    assertThat(event.text()).isEqualTo("""
                            Error: local-exec provisioner error
                              with terraform_data.bad,
                              on main.tf line 4, in resource "terraform_data" "bad":
                                 4:   provisioner "local-exec" {

                              Error running command 'echo before; exit 3': exit status 3. Output: before""");
                });
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        assertThat(parser.parse("{\"@level\":\"warn\",\"@message\":\"\\nhello\\n\",\"type\":\"from_the_future\"}"))
                .isEqualTo(new Message("from_the_future", "warn", "hello"));
        assertThat(parser.parse("{\"@level\":\"debug\",\"@message\":\"TF_LOG=JSON\"}"))
                .isEqualTo(new Message(null, "debug", "TF_LOG=JSON"));
        assertThat(parser.parse("Initializing…")).isEqualTo(new RawLine("Initializing…", true));
        assertThat(parser.parse("")).isEqualTo(new RawLine("", true));
        assertThat(parser.parse("{\"some\":\"json\"}")).isEqualTo(new RawLine("{\"some\":\"json\"}", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@message\":\"m\",\"type\":\"diagnostic\",\"diagnostic\":7}",
                "{\"@message\":\"m\",\"type\":\"planned_change\",\"change\":{\"resource\":[],\"action\":{}}}",
                "{\"@message\":\"m\",\"type\":\"change_summary\",\"changes\":\"3\"}",
                "{\"@message\":\"m\",\"type\":\"outputs\",\"outputs\":[1]}",
                "{\"@message\":\"m\",\"type\":\"apply_start\",\"hook\":null}",
            })
    void anEventThatIsntWhatItsTypePromisesIsAMessage(String line) {
        assertThat(parser.parse(line))
                .isInstanceOf(Message.class)
                .extracting(TerraformEvent::text)
                .isEqualTo("m");
    }

    @Test
    void hugeNumbersAndWrongOnesCountForNothing() {
        assertThat(parser.parse("{\"@message\":\"m\",\"type\":\"change_summary\",\"changes\":{\"add\":1e999999999,"
                        + "\"change\":99999999999999999999,\"remove\":-1,\"import\":\"2\",\"operation\":5}}"))
                .isEqualTo(new ChangeSummaryEvent(0, 0, 0, 0, "", "m"));
        assertThat(parser.parse("{\"@message\":\"m\",\"x\":1e99999999999999}")).isNotNull();
        assertThat(parser.parse("{\"@message\":\"m\",\"x\":" + "9".repeat(100_000) + "}"))
                .isInstanceOf(RawLine.class);
    }

    @Test
    void deepNestingIsNoEvent() {
        String line = "{\"@message\":\"m\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(parser.parse(line)).isEqualTo(new RawLine(line, true));
    }

    @Test
    void theStateIsInNoPartOfAnEmergencyDump() {
        List<TerraformEvent> events = Recorded.events("emergency-dump.ndjson");

        assertThat(events).filteredOn(EmergencyDump.class::isInstance).hasSize(1);
        assertThat(events.toString()).doesNotContain("lineage", "0123456789");
    }

    @Test
    void neitherIsItInOneThatIsTornOrOutOfPlace() {
        String dump = Recorded.text("emergency-dump.ndjson")
                .lines()
                .filter(line -> line.contains("Emergency state dump"))
                .findFirst()
                .orElseThrow();

        for (int length = dump.indexOf("\"state\""); length <= dump.length(); length++) {
            assertThat(parser.parse(dump.substring(0, length))).isInstanceOf(EmergencyDump.class);
        }
        assertThat(parser.parse(dump + dump)).isInstanceOf(EmergencyDump.class);
        assertThat(parser.parse("half a line" + dump)).isInstanceOf(EmergencyDump.class);
    }

    @Test
    void masksAfterDecodingEverywhere() {
        String secret = "pa\"ss\\wo\nrd";
        String escaped = "pa\\\"ss\\\\wo\\u000ard";
        EventParser masking =
                new EventParser(text -> text.replace(secret, "****").replace("4711", "****"));
        String line = "{\"@message\":\"" + escaped + "\",\"type\":\"outputs\",\"outputs\":{\"" + escaped
                + "\":{\"value\":[{\"" + escaped + "\":\"x" + escaped + "\"},4711]}}}";

        TerraformEvent event = masking.parse(line);

        assertThat(event.toString()).doesNotContain(secret, "wo", "4711");
        assertThat(((OutputsEvent) event).outputs().get("****").value()).hasToString("[{\"****\":\"x****\"},\"****\"]");
        assertThat(masking.parse(line.substring(0, line.length() - 1)).toString())
                .doesNotContain("wo");
    }

    @Test
    void aSecretThatIsAWordOrNumberOfTerraformsChangesNoCount() {
        UnaryOperator<String> mask = text -> text.replaceAll("3|error|create|plan|type", "****");
        FindingsCollector clear = new FindingsCollector();
        FindingsCollector masked = new FindingsCollector();
        for (String name : List.of("plan-create.ndjson", "apply-failing.ndjson")) {
            Recorded.events(Recorded.bytes(name), UnaryOperator.identity()).forEach(clear::accept);
            Recorded.events(Recorded.bytes(name), mask).forEach(masked::accept);
        }

        ProcessFindings findings = masked.findings(1);

        assertThat(findings.changes()).isEqualTo(clear.findings(1).changes());
        assertThat(findings.resources()).isEqualTo(clear.findings(1).resources());
        assertThat(findings.firstError()).extracting(Diagnostic::summary).isEqualTo("local-exec provisioner ****");
    }

    @Property(tries = 1000)
    void anyBytesGiveAnEvent(@ForAll byte[] line) {
        assertThat(parser.parse(new String(line, UTF_8)).text()).isNotNull();
        assertThat(parser.parse("{" + new String(line, StandardCharsets.ISO_8859_1))
                        .text())
                .isNotNull();
    }

    @Property(tries = 1500)
    void anyMutationOfARealLineGivesAnEvent(@ForAll("mutations") String line) {
        TerraformEvent event = parser.parse(line);
        FindingsCollector collector = new FindingsCollector();
        collector.accept(event);
        collector.acceptStderr(event);

        assertThat(event.text()).isNotNull();
        assertThat(collector.findings(0)).isNotNull();
    }

    @Property(tries = 3000)
    void bytesGiveTheSameEventAsText(@ForAll("mutations") String line) {
        byte[] bytes = ("before" + line + "after").getBytes(UTF_8);

        assertThat(parser.parse(bytes, 6, bytes.length - 11))
                .isEqualTo(parser.parse(new String(line.getBytes(UTF_8), UTF_8)));
    }

    @Test
    void terraformsOwnWayOfWritingIsReadWithoutTextOfIt() {
        List<byte[]> lines = Recorded.STREAMS.stream()
                .flatMap(name -> Recorded.text(name).lines())
                .filter(line ->
                        line.startsWith("{") && !line.contains("\"diagnostic\"") && !line.contains("\"outputs\""))
                .map(line -> line.getBytes(UTF_8))
                .toList();

        assertThat(lines)
                .hasSizeGreaterThan(50)
                .allSatisfy(line -> assertThat(new EventScanner().read(line, 0, line.length))
                        .as(new String(line, UTF_8))
                        .isNotNull());
    }

    @Provide
    Arbitrary<String> mutations() {
        List<String> lines = Recorded.STREAMS.stream()
                .flatMap(name -> Recorded.text(name).lines())
                .collect(Collectors.toList());
        Arbitrary<String> replacement = Arbitraries.of(
                "", "\"", "{", "}", "[", "]", ":", ",", "null", "1e400", "-1", "\\", "\\u0000", "\n", "{}", "[]",
                "true");
        return Combinators.combine(
                        Arbitraries.of(lines),
                        Arbitraries.integers().between(0, 100_000),
                        Arbitraries.integers().between(0, 30),
                        replacement)
                .as((line, at, length, text) -> {
                    int from = line.isEmpty() ? 0 : at % line.length();
                    int to = Math.min(line.length(), from + length);
                    return line.substring(0, from) + text + line.substring(to);
                });
    }

    private static <E extends TerraformEvent> List<E> of(Class<E> type, String fixture) {
        return Recorded.events(fixture).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
