package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.ConsoleMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleOutputTest {

    private final SlowScreen screen = new SlowScreen();
    private final ModuleOutput output = new ModuleOutput(ConsoleMode.ALL, screen);

    @Test
    void eachLineHasItsUnitInFront() {
        output.written("a", "one\ntwo\n");
        output.written("b", "three");
        output.end();

        assertThat(screen.lines).containsExactly("[a] one", "[a] two", "[b] three");
    }

    @Test
    void whatIsLeftOutForASlowReaderIsCounted() {
        output.written("a", "one\n");
        screen.busy = true;
        output.written("a", "two\nthree\n");
        output.written("b", "four\n");
        screen.busy = false;
        output.written("a", "five\n");
        output.end();

        assertThat(screen.lines)
                .hasSize(3)
                .startsWith("[a] one")
                .contains("[a] five")
                .anyMatch(line -> line.startsWith("(3 lines of the modules' output are left out here"));
    }

    @Test
    void whatIsLeftOutAtTheEndIsCountedToo() {
        screen.busy = true;
        output.written("a", "one\n");
        output.end();

        assertThat(screen.lines).singleElement().asString().startsWith("(1 lines");
    }

    /** Takes nothing that can be left out while it is busy. */
    private static final class SlowScreen implements Screen {

        private final List<String> lines = new ArrayList<>();
        private boolean busy;

        @Override
        public void line(ToneLine line) {
            lines.add(line.text());
        }

        @Override
        public boolean offer(List<ToneLine> offered) {
            return !busy && Screen.super.offer(offered);
        }
    }
}
