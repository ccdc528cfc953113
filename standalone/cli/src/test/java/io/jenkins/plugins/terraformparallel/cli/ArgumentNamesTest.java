package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentNamesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "parallel, --parallel",
                "modules, MODULE",
                "modules[3], MODULE",
                "varFiles[0], --var-file",
                "vars.zone, --var zone",
                "vars.zones[1].name, --var zones[1].name",
                "vars['a b'], --var 'a b'",
                "environment.TF_DATA_DIR, environment variable TF_DATA_DIR",
                "request, request",
                "RUN_DIR, RUN_DIR"
            })
    void withoutAFileEverythingIsAnOption(String argument, String written) {
        assertThat(new ArgumentNames(true).of(argument)).isEqualTo(written);
    }

    @Test
    void besideAFileOnlyWhatWasWrittenAsAnOptionIsOne() {
        ArgumentNames names = new ArgumentNames(false);
        names.add("varFiles[1]", "--var-file");
        names.add("vars.zone", "--var zone");

        assertThat(List.of("varFiles[0]", "varFiles[1]", "varFiles[10]", "vars.zone", "vars.zones", "modules[0].path"))
                .extracting(names::of)
                .containsExactly(
                        "varFiles[0]", "--var-file", "varFiles[10]", "--var zone", "vars.zones", "modules[0].path");
    }

    @Test
    void adviceNamesOptionsWhereThereIsNoFile() {
        Mistake mistake = new Mistake("extraArgs.plan", "'-var'", "'vars', or 'init' and 'unknown'");

        assertThat(new ArgumentNames(true).translate(List.of(mistake)))
                .extracting(Mistake::expected)
                .containsExactly("'--var', or 'init' and 'unknown'");
        assertThat(new ArgumentNames(false).translate(List.of(mistake))).containsExactly(mistake);
    }
}
