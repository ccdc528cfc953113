package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

    private static final Map<String, CommandLine> COMMANDS =
            CommandSyntax.program().getSubcommands();

    private final CommandCall call = CommandCall.in(Path.of("").toAbsolutePath());

    @Test
    void everyParameterOfARequestHasAnOption() {
        // The engine lists its parameters where it meets an unknown one.
        RequestException unknown = catchThrowableOfType(
                RequestException.class, () -> RequestReader.read(Map.of("modules", "m", "qqqqqqqqqqqq", 1), Map.of()));
        Set<String> parameters = new TreeSet<>();
        Matcher quoted =
                Pattern.compile("'(\\w+)'").matcher(unknown.mistakes().get(0).expected());
        while (quoted.find()) {
            parameters.add(quoted.group(1));
        }
        assertThat(parameters).hasSizeGreaterThan(20);

        Set<String> covered = new TreeSet<>(Set.of(
                // the OPERATION
                "operation",
                // what a failed unit makes of a Jenkins build; here it is the exit code
                "onFailure",
                // likewise of changes
                "onChanges"));
        RequestOption.all().forEach(option -> covered.add(option.key()));
        assertThat(covered).isEqualTo(parameters);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyOptionOfAnOperationIsInOneSectionOfItsHelp(Operation operation) {
        List<String> shown = new ArrayList<>();
        CommandSpecs.sections().values().forEach(shown::addAll);

        List<String> all = COMMANDS.get(operation.keyword()).getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void everyOptionAndArgumentIsDescribed() {
        COMMANDS.forEach((name, command) -> assertThat(command.getCommandSpec().args())
                .allSatisfy(argument -> assertThat(String.join("", argument.description()))
                        .as(name + " " + argument)
                        .matches("(?s)\\S.{20,}\\.|Show this help\\.|Write .*\\.|The command .*")));
    }

    @Test
    void whatCompletionOffersHangsOnTheLabel() {
        Map<String, List<String>> candidates = new HashMap<>();
        for (RequestOption option : RequestOption.all()) {
            assertThat(candidates.merge(option.label(), option.candidates(), (one, other) -> one))
                    .as(option.label())
                    .isEqualTo(option.candidates());
        }
    }

    @Test
    void optionsAreNamedLikeTheirParameters() {
        Map<String, String> otherwise = Map.of(
                "modules", "--exclude",
                "workspaces", "--workspace",
                "varFiles", "--var-file",
                "vars", "--var");
        assertThat(RequestOption.all())
                .allSatisfy(option -> assertThat(option.option())
                        .isEqualTo(otherwise.getOrDefault(
                                option.key(),
                                "--" + option.key().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply", "destroy", "validate", "init", "resume", "report"})
    void aCommandsHelpHasSynopsisExamplesAndExitCodes(String command) {
        assertThat(call.execute(command, "--help")).isZero();

        assertThat(call.out())
                .startsWith("Usage: terraform-parallel " + command + " ")
                .contains("Exit codes:", "  64    wrong usage or request: nothing was started", "  130   interrupted");
        assertThat(call.out().lines()).allMatch(line -> line.length() <= 120);
        assertThat(call.err()).isEmpty();
        String shown = call.out();
        assertThat(call.execute("help", command)).isZero();
        assertThat(call.out()).isEqualTo(shown);
    }

    @Test
    void theFirstHelpNamesAllCommands() {
        assertThat(call.execute("--help")).isZero();

        assertThat(call.out())
                .startsWith("Usage: terraform-parallel OPERATION [options] MODULE...")
                .contains("Examples:");
        COMMANDS.keySet()
                .forEach(command -> assertThat(call.out()).containsPattern("(?m)^  " + command + " +[A-Z].*\\.$"));
        String shown = call.out();
        call.execute("help");
        assertThat(call.out()).isEqualTo(shown);
    }

    @Test
    void examplesInTheHelpAreRightUsage() {
        for (Operation operation : Operation.values()) {
            for (String example : OperationHelp.examples(operation)) {
                String[] words = example.strip()
                        .replaceFirst("^TF_VAR_password=\\.\\.\\. ", "")
                        .split(" (?![\"b])");
                String[] arguments = Arrays.stream(words)
                        .skip(1)
                        .map(word -> word.replace("'", ""))
                        .toArray(String[]::new);
                ParsedCall parsed = CommandCall.parsed(arguments);
                assertThat(new RawRequest(Map.of(), parsed.request()).mistakes())
                        .as(example)
                        .isEmpty();
            }
        }
    }

    @Test
    void theVersionSaysWhatItNeeds() {
        assertThat(call.execute("--version")).isZero();

        assertThat(call.out()).startsWith("terraform-parallel ").contains("Terraform 1.3 or later, or OpenTofu");
    }
}
