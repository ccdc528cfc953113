package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.ConsoleMode;
import org.junit.jupiter.api.Test;

class ModuleOutputTest {

    private final WrittenText out = new WrittenText();
    private final ModuleOutput output = new ModuleOutput(ConsoleMode.ALL, new PlainScreen(out));

    @Test
    void eachLineHasItsUnitInFront() {
        output.written("a", "one\ntwo\n");
        output.written("b", "three");
        output.end();

        assertThat(out.lines()).containsExactly("[a] one", "[a] two", "[b] three");
    }

    @Test
    void whatIsLeftOutForASlowReaderIsCounted() {
        output.written("a", "one\n");
        out.busy(true);
        output.written("a", "two\nthree\n");
        output.written("b", "four\n");
        out.busy(false);
        output.written("a", "five\n");
        output.end();

        assertThat(out.lines())
                .hasSize(3)
                .startsWith("[a] one")
                .contains("[a] five")
                .anyMatch(line -> line.startsWith("(3 lines of the modules' output are left out here"));
    }

    @Test
    void whatIsLeftOutAtTheEndIsCountedToo() {
        out.busy(true);
        output.written("a", "one\n");
        output.end();

        assertThat(out.lines()).singleElement().asString().startsWith("(1 lines");
    }
}
