package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {

    @Test
    void areATable(@TempDir Path directory) throws Exception {
        Figures figures = new Figures();
        Path file = directory.resolve("deep/figures.md");
        figures.write(file);
        assertThat(file).doesNotExist();

        figures.add("a | b", "1\n2", 3);
        figures.write(file);

        assertThat(file).hasContent("""
                | what | expected | seen |
                |---|---|---|
                | a \\| b | 1 2 | 3 |
                """);
    }
}
