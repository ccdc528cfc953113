package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import io.jenkins.plugins.terraformparallel.engine.terraform.VariableFile;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ResumeRecordTest {

    /** The number is longer than what a keyed hash may hold by chance. */
    private static final List<String> SECRETS = List.of("hunter2", "swordfish\nand \"more\"", "471108150");

    private static final ResumeRecord RECORD = new ResumeRecord(new MaskedEntry(Masker.of(SECRETS), TestUnits.HASH));

    /** Values as a request has them, some of which are secrets or hold one. */
    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> plain = Arbitraries.of(
                "text",
                "",
                "null",
                true,
                0,
                -1L,
                12.5,
                1e10,
                new BigDecimal("1.10"),
                new BigDecimal("1E+400"),
                new BigInteger("99999999999999999999999"),
                "hunter2",
                "postgres://user:hunter2@host",
                "swordfish\nand \"more\"",
                471108150,
                "masked");
        return Arbitraries.lazyOf(
                () -> plain,
                () -> plain.injectNull(0.1),
                () -> plain.list().ofMaxSize(3).map(list -> (Object) list),
                () -> Arbitraries.maps(Arbitraries.of("masked", "value", "a", "b"), plain)
                        .ofMaxSize(3)
                        .map(map -> (Object) map));
    }

    @Provide
    Arbitrary<Unit> units() {
        Arbitrary<Map<String, Object>> vars =
                Arbitraries.maps(Arbitraries.of("v1", "v2", "v3"), values()).ofMaxSize(3);
        Arbitrary<Map<String, String>> env = Arbitraries.maps(
                        Arbitraries.of("E1", "E2"), Arbitraries.of("plain", "hunter2", "a 471108150 b", ""))
                .ofMaxSize(2);
        return Combinators.combine(
                        vars,
                        vars,
                        env,
                        Arbitraries.of("dev", "default").injectNull(0.3),
                        Arbitraries.of(1L, 90_000L).injectNull(0.5))
                .as((variables, backend, environment, workspace, timeout) -> new Unit(
                        "apps/shop",
                        "apps-shop-1",
                        "apps/shop",
                        "/w/apps/shop",
                        workspace == null ? ".terraform" : ".terraform/units/apps-shop-1",
                        workspace,
                        List.of("/w/a.tfvars"),
                        new LinkedHashMap<>(variables),
                        new LinkedHashMap<>(backend),
                        new LinkedHashMap<>(environment),
                        List.of("module.x"),
                        List.of("a.b"),
                        List.of(),
                        timeout == null ? null : Duration.ofMillis(timeout)));
    }

    @Property(tries = 500)
    void aUnitIsReadBackAsItWasAndNoSecretIsKept(@ForAll("units") Unit unit) throws Exception {
        JsonNode written = throughTheJournal(write(unit, TestUnits.SETTINGS));

        assertThat(SECRETS).noneMatch(secret -> written.toString().contains(secret));
        assertThat(written.toString()).doesNotContain("swordfish", "and \\\"more");
        SuppliedValues supplied = new SuppliedValues();
        supplied.add("vars", unit.vars());
        supplied.add("backendConfig", unit.backendConfig());
        supplied.add("env", unit.env());
        ResumeRecord.Content content = RECORD.read(written, supplied, Map.of());
        Unit read = content.plan().units().get(0);
        assertThat(asTerraformSees(read)).isEqualTo(asTerraformSees(unit));
        assertThat(content.applySaved()).isTrue();
        assertThat(hashes(read)).as("so that a plan still fits").isEqualTo(hashes(unit));
    }

    @Property(tries = 300)
    void everySecretThatIsMissingOrAnotherIsNamed(@ForAll("units") Unit unit) throws Exception {
        JsonNode written = throughTheJournal(write(unit, TestUnits.SETTINGS));
        List<String> masked = new java.util.ArrayList<>();
        Masker masker = Masker.of(SECRETS);
        for (String argument : List.of("vars", "backendConfig", "env")) {
            Map<String, ?> values =
                    argument.equals("vars") ? unit.vars() : argument.equals("env") ? unit.env() : unit.backendConfig();
            values.forEach((name, value) -> {
                if (masker.finds(String.valueOf(value))) {
                    masked.add(argument + "." + name);
                }
            });
        }
        SuppliedValues wrong = new SuppliedValues();
        masked.forEach(name -> wrong.add(name.split("\\.")[0], Map.of(name.split("\\.")[1], "another")));

        assertThat(mistakes(written, new SuppliedValues()))
                .extracting(mistake -> mistake.argument() + ": " + mistake.found())
                .containsExactlyInAnyOrderElementsOf(
                        masked.stream().map(name -> name + ": nothing").toList());
        assertThat(mistakes(written, wrong))
                .extracting(mistake -> mistake.argument() + ": " + mistake.found())
                .containsExactlyInAnyOrderElementsOf(
                        masked.stream().map(name -> name + ": another value").toList());
    }

    private static List<Mistake> mistakes(JsonNode written, SuppliedValues supplied) {
        RequestException refused =
                catchThrowableOfType(RequestException.class, () -> RECORD.read(written, supplied, Map.of()));
        return refused == null ? List.of() : refused.mistakes();
    }

    @Test
    void ofSeveralValuesTheRightOneIsTaken() throws Exception {
        Unit unit = TestUnits.with(TestUnits.unit("a"), Map.of("v", "hunter2"), Map.of(), Map.of());
        SuppliedValues supplied = new SuppliedValues();
        supplied.add("vars", Map.of("v", "471108150"));
        supplied.add("vars", Map.of("v", "hunter2"));

        ResumeRecord.Content content =
                RECORD.read(throughTheJournal(write(unit, TestUnits.SETTINGS)), supplied, Map.of());

        assertThat(content.plan().units().get(0).vars()).isEqualTo(Map.of("v", "hunter2"));
    }

    @Test
    void settingsAndThePlanAreReadBackAsTheyWere() throws Exception {
        RunSettings settings = new RunSettings(
                9,
                FailFast.INTERRUPT,
                Duration.ofMillis(1500),
                new TerraformOptions("10s", false, false, true, true, 3, Map.of("plan", List.of("-compact-warnings"))),
                SavedPlans.REQUIRE,
                Replan.APPLY,
                InitMode.NEVER,
                true,
                "/opt/tofu",
                "tofu",
                new TerraformVersion(TerraformVersion.Kind.TOFU, 1, 9, 0, "1.9.0-beta1"),
                List.of("token"));
        WorkPlan plan = new WorkPlan(
                Operation.DESTROY,
                List.of(TestUnits.unit("a"), TestUnits.unit("b", "a"), TestUnits.unit("c", "a", "b")));

        ResumeRecord.Content content = RECORD.read(
                throughTheJournal(RECORD.write(plan, settings, false, Map.of("token", "hunter2", "other", "x"))),
                new SuppliedValues(),
                Map.of("token", "hunter2"));

        assertThat(content.settings()).isEqualTo(settings);
        assertThat(content.applySaved()).isFalse();
        assertThat(content.plan().operation()).isEqualTo(Operation.DESTROY);
        assertThat(content.plan().units()).isEqualTo(plan.units());
    }

    @Test
    void aMaskedEnvironmentVariableMustBeTheSame() throws Exception {
        RunSettings settings = withMask(List.of("TOKEN", "UNSET"));
        JsonNode written = throughTheJournal(RECORD.write(
                new WorkPlan(Operation.PLAN, List.of(TestUnits.unit("a"))),
                settings,
                false,
                Map.of("TOKEN", "hunter2")));

        assertThat(written.toString()).doesNotContain("hunter2");
        for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("TOKEN", "another"))) {
            RequestException refused = catchThrowableOfType(
                    RequestException.class, () -> RECORD.read(written, new SuppliedValues(), environment));
            assertThat(refused.mistakes()).hasSize(1);
            assertThat(refused).hasMessageContaining("environment variable TOKEN: found ");
        }
        assertThat(RECORD.read(written, new SuppliedValues(), Map.of("TOKEN", "hunter2"))
                        .settings()
                        .mask())
                .containsExactly("TOKEN", "UNSET");
    }

    private static RunSettings withMask(List<String> mask) {
        RunSettings settings = TestUnits.SETTINGS;
        return new RunSettings(
                settings.parallelAsked(),
                settings.failFast(),
                settings.gracePeriod(),
                settings.options(),
                settings.savedPlans(),
                settings.replan(),
                settings.init(),
                settings.createWorkspaces(),
                settings.executable(),
                settings.executableAsked(),
                settings.version(),
                mask);
    }

    private static JsonNode write(Unit unit, RunSettings settings) {
        return RECORD.write(new WorkPlan(Operation.APPLY, List.of(unit)), settings, true, Map.of());
    }

    private static JsonNode throughTheJournal(JsonNode record) throws IOException {
        RunEvent.RunStarted event = new RunEvent.RunStarted(
                VirtualClock.START, "r", Operation.PLAN, 1, 1, "terraform", "1.11.4", List.of(), record);
        byte[] line = EventJson.line(event);
        return ((RunEvent.RunStarted) EventJson.read(line, line.length).orElseThrow()).resume();
    }

    /** The same number may come back as another kind of number. */
    private static Map<String, Object> asTerraformSees(Unit unit) {
        Map<String, Object> seen = new HashMap<>();
        seen.put("vars", numbersByValue(unit.vars()));
        seen.put("backend", numbersByValue(unit.backendConfig()));
        seen.put("env", unit.env());
        seen.put(
                "rest",
                Arrays.asList(
                        unit.name(),
                        unit.key(),
                        unit.path(),
                        unit.directory(),
                        unit.workspace(),
                        unit.varFiles(),
                        unit.targets(),
                        unit.replace(),
                        unit.dependsOn(),
                        unit.timeout()));
        return seen;
    }

    private static JsonNode numbersByValue(Map<String, Object> values) {
        byte[] file = VariableFile.render(new java.util.TreeMap<>(values));
        try {
            return new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, String> hashes(Unit unit) {
        return new PlanInputs(TestUnits.SETTINGS, Map.of(), TestUnits.HASH).of(unit, Map.of());
    }
}
