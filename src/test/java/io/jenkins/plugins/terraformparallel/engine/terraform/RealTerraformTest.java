package io.jenkins.plugins.terraformparallel.engine.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.terraform.EmergencyDumpReader.Found;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.OutputsEvent;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what we write is what terraform takes, and that we read what it prints. */
@NeedsTerraform
class RealTerraformTest {

    /** All that is special in terraform's syntax, JSON or a shell, and text beyond it. */
    private static final String NASTY = "${a} %{if} $${b} %%{c} $$$${d} $1 %2 \" \\ \\n \\u0041 ' `id` $(id) <b>&amp;"
            + "\n\r\t\b\f\u0001\u007f é ü 日本 \uD83D\uDE00 #x //y /*z*/ ";

    @TempDir
    Path module;

    private TerraformVersion version;

    @BeforeEach
    void versionIsKnown() throws IOException, InterruptedException {
        version = TerraformVersion.parse(run(TerraformCommands.version()).stdout())
                .orElseThrow();
    }

    @Test
    void variablesArriveLiterally() throws IOException, InterruptedException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(NASTY, NASTY);
        map.put("null", null);
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("text", NASTY);
        variables.put("list", Arrays.asList("a", 1, true, null, List.of(), Map.of()));
        variables.put("map", map);
        variables.put("whole", new BigInteger("123456789012345678901234567890"));
        variables.put("decimal", new BigDecimal("0.1000000000000000000000000000001"));
        variables.put("double", 1e-7);
        variables.put("yes", true);
        variables.put("nothing", null);
        StringBuilder code = new StringBuilder();
        variables
                .keySet()
                .forEach(name -> code.append("variable \"" + name + "\" { type = any }\n")
                        .append("output \"" + name + "\" { value = { it = var." + name + " } }\n"));
        Files.writeString(module.resolve("main.tf"), code);
        Path file = Files.write(module.resolve("values" + VariableFile.SUFFIX), VariableFile.render(variables));
        UnitCommandSettings settings = new UnitCommandSettings(
                version,
                List.of(file.toString()),
                null,
                List.of(),
                List.of(),
                null,
                true,
                true,
                false,
                false,
                null,
                Map.of());
        TerraformCommands commands = new TerraformCommands(settings);
        run(commands.init());
        String plan = module.resolve("plan").toString();

        assertThat(run(commands.plan(false, plan)).exitCode()).isEqualTo(2);
        TerraformCall apply = run(commands.apply(plan));

        OutputsEvent outputs = Recorded.events(apply.output(), UnaryOperator.identity()).stream()
                .filter(OutputsEvent.class::isInstance)
                .map(OutputsEvent.class::cast)
                .findFirst()
                .orElseThrow();
        Map<String, Object> arrived = new LinkedHashMap<>();
        outputs.outputs()
                .forEach((name, output) -> arrived.put(
                        name, TerraformJson.mapper().convertValue(output.value().path("it"), Object.class)));
        assertThat(arrived)
                .containsEntry("text", NASTY)
                .containsEntry("map", map)
                .containsEntry("list", variables.get("list"))
                .containsEntry("whole", variables.get("whole"))
                .containsEntry("yes", true)
                .containsEntry("nothing", null);
        assertThat((BigDecimal) arrived.get("decimal")).isEqualByComparingTo((BigDecimal) variables.get("decimal"));
        assertThat((BigDecimal) arrived.get("double")).isEqualByComparingTo("1e-7");
    }

    @Test
    void theBackendConfigurationArrivesLiterally() throws IOException, InterruptedException {
        Files.writeString(module.resolve("main.tf"), "terraform {\n  backend \"local\" {}\n}\n");
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("path", NASTY);
        config.put("workspace_dir", null);
        Path file = Files.write(module.resolve("backend" + BackendConfigFile.SUFFIX), BackendConfigFile.render(config));
        UnitCommandSettings settings = new UnitCommandSettings(
                version,
                List.of(),
                file.toString(),
                List.of(),
                List.of(),
                null,
                true,
                true,
                false,
                false,
                null,
                Map.of());

        TerraformCall init = run(new TerraformCommands(settings).init());

        assertThat(init.exitCode()).as(init.stdout()).isZero();
        String kept = Files.readString(module.resolve(".terraform/terraform.tfstate"));
        assertThat(TerraformJson.read(kept)
                        .path("backend")
                        .path("config")
                        .path("path")
                        .textValue())
                .isEqualTo(NASTY);
    }

    @Test
    void typedBackendValuesAreTakenToo() throws IOException, InterruptedException {
        Files.writeString(module.resolve("main.tf"), "terraform {\n  backend \"s3\" {}\n}\n");
        Map<String, Object> config = Map.of(
                "bucket",
                "b",
                "key",
                "k",
                "region",
                "eu-west-1",
                "max_retries",
                0,
                "skip_credentials_validation",
                "yes, this is a mistake",
                "allowed_account_ids",
                List.of("1${x}"),
                "endpoints",
                Map.of("s3", "http://127.0.0.1:1"));
        Path file = Files.write(module.resolve("b"), BackendConfigFile.render(config));
        UnitCommandSettings settings = new UnitCommandSettings(
                version,
                List.of(),
                file.toString(),
                List.of(),
                List.of(),
                null,
                true,
                true,
                false,
                false,
                null,
                Map.of());

        TerraformCall init = run(new TerraformCommands(settings).init());

        // Everything but the mistake was understood, so the mistake is all that is reported; nothing was asked for.
        FindingsCollector collector = new FindingsCollector();
        Recorded.events(init.output(), UnaryOperator.identity()).forEach(collector::accept);
        assertThat(collector.findings(1).diagnostics())
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).contains("skip_credentials_validation"));
    }

    @Test
    void theUsersEnvironmentChangesNoFormat() throws IOException, InterruptedException {
        Files.writeString(module.resolve("main.tf"), "resource \"terraform_data\" \"a\" {}\n");
        TerraformCommands commands = new TerraformCommands(TerraformCommandsTest.plain(version));
        String plan = module.resolve("plan").toString();
        Map<String, String> wrongWay = Map.of(
                "TF_CLI_ARGS_init", "-json=false -input=true",
                "TF_CLI_ARGS_plan", "-json=false -detailed-exitcode=false -out=elsewhere -input=true",
                "TF_CLI_ARGS_show", "-json",
                "TF_CLI_ARGS_validate", "-json=false",
                "TF_CLI_ARGS_version", "-json",
                "TF_CLI_ARGS_apply", "-json=false -input=true");

        assertThat(run(wrongWay, commands.init()).stdout()).startsWith("{\"@level\"");
        TerraformCall planned = run(wrongWay, commands.plan(false, plan));
        TerraformCall shown = run(wrongWay, commands.show(plan));
        TerraformCall validated = run(wrongWay, commands.validate());
        TerraformCall applied = run(wrongWay, commands.apply(plan));

        assertThat(planned.exitCode()).isEqualTo(2);
        assertThat(planned.stdout()).startsWith("{\"@level\"");
        assertThat(module.resolve("elsewhere")).doesNotExist();
        assertThat(shown.stdout()).contains("# terraform_data.a will be created");
        assertThat(ValidateResult.parse(validated.stdout(), UnaryOperator.identity()))
                .contains(new ValidateResult(true, List.of()));
        assertThat(applied.stdout()).startsWith("{\"@level\"");
        assertThat(TerraformVersion.parse(
                        run(wrongWay, TerraformCommands.version()).stdout()))
                .contains(version);
    }

    @Test
    void twoPlansOfTheSameChangesHaveTheSameDigest() throws IOException, InterruptedException {
        Path main = module.resolve("main.tf");
        Files.writeString(main, "resource \"terraform_data\" \"a\" {\n  input = \"one\"\n}\n");
        TerraformCommands commands = new TerraformCommands(TerraformCommandsTest.plain(version));
        run(commands.init());

        String first = digest(commands, "first");
        String again = digest(commands, "again");
        Files.writeString(main, "resource \"terraform_data\" \"a\" {\n  input = \"two\"\n}\n");
        String other = digest(commands, "other");

        assertThat(again).isEqualTo(first).matches("[0-9a-f]{64}");
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void aStateThatWasCutOutOfTheOutputCanBePushed() throws IOException, InterruptedException {
        Path state = module.resolve("errored.tfstate");
        try (var out = Files.newOutputStream(state)) {
            assertThat(EmergencyDumpReader.copyState(
                            new ByteArrayInputStream(Recorded.bytes("emergency-dump.ndjson")), out))
                    .isEqualTo(Found.WHOLE);
        }

        TerraformCall push = run(List.of("state", "push", state.toString()));

        assertThat(push.exitCode()).as(push.stderr()).isZero();
        assertThat(run(List.of("state", "list")).stdout()).isEqualTo("terraform_data.x\n");
    }

    private String digest(TerraformCommands commands, String name) throws IOException, InterruptedException {
        String plan = module.resolve(name).toString();
        run(commands.plan(false, plan));
        return PlanDigest.of(
                new ByteArrayInputStream(run(commands.showJson(plan)).output()));
    }

    private TerraformCall run(List<String> arguments) throws IOException, InterruptedException {
        return TerraformCall.run(module, arguments);
    }

    private TerraformCall run(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        return TerraformCall.run(module, environment, arguments);
    }
}
