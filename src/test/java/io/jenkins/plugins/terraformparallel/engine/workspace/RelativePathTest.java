package io.jenkins.plugins.terraformparallel.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativePathTest {

    @ParameterizedTest
    @CsvSource({
        "., .",
        "'', .",
        "./, .",
        "a/, a",
        "./a//b/., a/b",
        "a/../b, b",
        "a/.., .",
        "../a, ../a",
        "../../a/../b, ../../b",
        "a/../../b, ../b"
    })
    void hasOneSpelling(String text, String expected) {
        assertThat(RelativePath.of(text)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b, .",
        "/a/b, /a/b/c, c",
        "/a/b, /a, ..",
        "/a/b, /a/bc, ../bc",
        "/, /x/y, x/y",
        "/a/b, /c, ../../c"
    })
    void leadsFromOneDirectoryToAnother(String from, String to, String expected) {
        assertThat(RelativePath.between(from, to)).hasToString(expected);
    }

    @Property
    void meansWhatTheJdkMeans(@ForAll("texts") String from, @ForAll("texts") String to) {
        Path start = Path.of("/w/x/y/z").resolve(from).normalize();
        Path end = start.resolve(to).normalize();

        RelativePath way = RelativePath.between(start.toString(), end.toString());

        assertThat(start.resolve(way.toString()).normalize()).isEqualTo(end);
        assertThat(RelativePath.of(from).resolve(RelativePath.of(to))).isEqualTo(RelativePath.of(from + "/" + to));
        assertThat(RelativePath.of(RelativePath.of(to).toString())).isEqualTo(RelativePath.of(to));
        assertThat(RelativePath.of(to).parent()).isEqualTo(RelativePath.of(to + "/.."));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(List.of("a", "b", "..", ".", ""))
                .list()
                .ofMaxSize(3)
                .map(names -> String.join("/", names))
                .filter(text -> !text.startsWith("/"));
    }
}
