package io.jenkins.plugins.terraformparallel.pipeline.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StepFormTest {

    @Test
    void anUntouchedFormIsNoArgumentAtAll() {
        Map<String, Object> untouched = new LinkedHashMap<>();
        for (FormField field : FormField.values()) {
            untouched.put(field.key(), StepForm.text(field.key(), Map.of()));
        }

        assertThat(untouched)
                .containsEntry("operation", "plan")
                .containsEntry("parallel", "4")
                .containsEntry("lock", "true")
                .containsEntry("modules", "");
        assertThat(StepForm.read(untouched::get)).isEmpty();
        assertThat(StepForm.read(key -> null)).isEmpty();
    }

    @Test
    void argumentsComeInTheFormsOrderWithTheirTypes() {
        Map<String, Object> submitted = new LinkedHashMap<>();
        submitted.put("stapler-class", "x.Y");
        submitted.put("lock", false);
        submitted.put("upgrade", true);
        submitted.put("failFast", "interrupt");
        submitted.put("parallel", "2");
        submitted.put("resourceParallelism", " 3000000000 ");
        submitted.put("vars", "a:=1.5\nb:=12345678901234567890\nc:=0.1234567890123456789\nd:=[1e400]");
        submitted.put("timeout", " 20m ");
        submitted.put("modules", "network\n{path: shop}");

        assertThat(StepForm.read(submitted::get))
                .containsExactly(
                        Map.entry("modules", List.of("network", Map.of("path", "shop"))),
                        Map.entry("parallel", 2),
                        Map.entry(
                                "vars",
                                Map.of(
                                        "a",
                                        1.5,
                                        "b",
                                        "12345678901234567890",
                                        "c",
                                        "0.1234567890123456789",
                                        "d",
                                        List.of("1E+400"))),
                        Map.entry("failFast", "interrupt"),
                        Map.entry("timeout", "20m"),
                        Map.entry("upgrade", true),
                        Map.entry("lock", false),
                        Map.entry("resourceParallelism", 3000000000L));
    }

    @Test
    void whatIsNoNumberIsLeftToTheReader() throws RequestException {
        assertThat(FormField.RESOURCE_PARALLELISM.read("many")).isEqualTo("many");
        assertThat(StepForm.mistakes(FormField.RESOURCE_PARALLELISM, "many"))
                .containsExactly("resourceParallelism: found 'many', expected a whole number from 1");
    }

    @Test
    void everythingUnreadableIsSaidAtOnceAndWithoutATrace() {
        assertThatThrownBy(() -> StepForm.read(
                        Map.<String, Object>of("vars", "hunter2", "modules", "{", "extraArgs", "-x")::get))
                .isInstanceOf(StepForm.Unreadable.class)
                .hasMessageContainingAll("modules[0]: found ", "; vars: found line 1 ", "; extraArgs: found ")
                .hasMessageNotContaining("hunter2")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            MODULES    | -               | -
            MODULES    | network~envs/*  | -
            MODULES    | !envs/old       | modules: found nothing but exclusions, expected a directory or glob from which they take something away
            MODULES    | {path: a, worksapce: eu} | modules[0].worksapce: found an unknown key, expected a known one; did you mean 'workspace'?
            WORKSPACES | eu us           | workspaces[0]: found 'eu us', expected a workspace's name as terraform allows it: letters, digits and any of _ . ~ $ & + : = @ -
            TIMEOUT    | 20m             | -
            TIMEOUT    | 20              | timeout: found '20', expected a duration with its unit; a bare number has none: write '20s'
            VARS       | 1a=x            | vars['1a']: found the name '1a', expected a name as terraform has it: letters, digits, _ and -, not beginning with a digit or -
            ENV        | TF_WORKSPACE=eu | env.TF_WORKSPACE: found 'eu', expected nothing there; name the workspace with 'workspaces'
            EXTRA_ARGS | plan=-json      | extraArgs.plan[0]: found '-json', expected none; this product sets it itself
            """)
    void aFieldIsCheckedInTheStepsOwnWords(FormField field, String text, String sentence) {
        List<String> mistakes = StepForm.mistakes(field, text == null ? null : text.replace('~', '\n'));

        assertThat(mistakes).isEqualTo(sentence == null ? List.of() : List.of(sentence));
    }

    @ParameterizedTest
    @EnumSource(FormField.class)
    void everyChoiceOfEveryFieldIsOneThatTheStepTakes(FormField field) throws RequestException {
        for (String choice : field.choices()) {
            Map<String, Object> arguments = new LinkedHashMap<>(Map.of("modules", "a"));
            arguments.put(field.key(), field.read(choice));

            RequestReader.read(arguments, Map.of());
        }
        assertThat(FormField.named(field.key())).contains(field);
    }

    @Test
    void theFormKnowsTheReadersDefaults() throws RequestException {
        Map<String, Object> explicit = new LinkedHashMap<>(Map.of("modules", "a"));
        for (FormField field : FormField.values()) {
            if (!field.choices().isEmpty()) {
                explicit.put(field.key(), field.write(null));
            }
        }

        assertThat(RequestReader.read(explicit, Map.of()))
                .isEqualTo(RequestReader.read(Map.of("modules", "a"), Map.of()));
    }

    @Test
    void whatAPipelineGaveIsShownAndReadAsTheSame() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("modules", Arrays.asList("a", Map.of("path", "b", "vars", Map.of("x", List.of(1, 2)))));
        given.put("operation", "apply");
        given.put("failFast", true);
        given.put("vars", Map.of("text", "a\n b ", "flag", true));
        given.put("extraArgs", Map.of("plan", List.of("-compact-warnings")));
        given.put("lock", false);
        Map<String, Object> submitted = new LinkedHashMap<>();
        for (FormField field : FormField.values()) {
            submitted.put(field.key(), StepForm.text(field.key(), given));
        }

        assertThat(StepForm.read(submitted::get)).isEqualTo(given);
        assertThat(StepForm.text("shard", given)).isEmpty();
    }
}
