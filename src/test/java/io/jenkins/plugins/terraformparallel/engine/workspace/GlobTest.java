package io.jenkins.plugins.terraformparallel.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*, a, true",
        "*, a/b, false",
        "a/*/c, a/b/c, true",
        "a/*/c, a/c, false",
        "**, ., true",
        "**, a/b, true",
        "a/**, a, true",
        "a/**, a/b/c, true",
        "a/**/c, a/c, true",
        "a/**/c, a/b/b/c, true",
        "a/**/c, a/b/d, false",
        "**/**/c, c, true",
        "?, a, true",
        "?, ab, false",
        "*.*, a.b, true",
        "*a*b, xaaxb, true",
        "*a*b, xaaxbc, false",
        "A, a, false",
        "[a], a, false",
        "[a], [a], true",
        "{a}, a, false",
        "a**b, axxb, true",
        "a**b, ax/xb, false",
        "*, .hidden, true"
    })
    void matchesAsAntDoes(String glob, String path, boolean expected) {
        assertThat(glob(glob).matches(names(path))).isEqualTo(expected);
    }

    @Test
    void oneQuestionMarkIsOneCharacterAlsoBeyondTheBasicPlane() {
        assertThat(glob("?").matches(List.of("𝒳"))).isTrue();
    }

    @Test
    void literalNamesAreKnownBeforeAnyDirectoryIsRead() {
        Glob.Position start = glob("envs/*/network").start();

        assertThat(start.literalNames()).containsExactly("envs");
        assertThat(start.after("envs").literalNames()).isEmpty();
        assertThat(start.after("envs").after("eu").literalNames()).containsExactly("network");
        assertThat(start.after("envs").after("eu").after("network").goesOn()).isFalse();
        assertThat(start.after("other").isDead()).isTrue();
    }

    @Property(tries = 2000)
    void agreesWithTheJdkWhereTheSyntaxIsTheSame(
            @ForAll("globs") List<String> glob, @ForAll("paths") List<String> path) {
        boolean expected = withoutAnyDepth(glob, 0, "").stream()
                .anyMatch(variant -> variant.isEmpty()
                        ? path.isEmpty()
                        : !path.isEmpty()
                                && FileSystems.getDefault()
                                        .getPathMatcher("glob:" + variant)
                                        .matches(Path.of(String.join("/", path))));

        assertThat(new Glob(glob).matches(path)).isEqualTo(expected);
    }

    @Property
    void aWalkIsNeverSentAwayFromAMatch(@ForAll("globs") List<String> glob, @ForAll("paths") List<String> path) {
        if (!new Glob(glob).matches(path)) {
            return;
        }
        Glob.Position position = new Glob(glob).start();
        for (String name : path) {
            assertThat(position.goesOn()).isTrue();
            List<String> literal = position.literalNames();
            assertThat(literal.isEmpty() || literal.contains(name)).isTrue();
            position = position.after(name);
            assertThat(position.isDead()).isFalse();
        }
        assertThat(position.literalNames())
                .as("so the matched directory itself is read")
                .isEmpty();
    }

    @Provide
    Arbitrary<List<String>> globs() {
        Arbitrary<String> name =
                Arbitraries.strings().withChars("ab*?").ofMinLength(1).ofMaxLength(4);
        return Arbitraries.frequencyOf(Tuple.of(3, name), Tuple.of(1, Arbitraries.just("**")))
                .map(text -> text.length() > 2 ? text.replaceAll("\\*+", "*") : text)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.strings()
                .withChars("ab.")
                .ofMinLength(1)
                .ofMaxLength(4)
                .list()
                .ofMaxSize(4);
    }

    /** The JDK's double star needs its slashes: each one is there with at least one name, or not at all. */
    private static List<String> withoutAnyDepth(List<String> glob, int index, String before) {
        if (index == glob.size()) {
            return List.of(before);
        }
        String with = before.isEmpty() ? glob.get(index) : before + "/" + glob.get(index);
        List<String> variants = new ArrayList<>(withoutAnyDepth(glob, index + 1, with));
        if (glob.get(index).equals("**")) {
            variants.addAll(withoutAnyDepth(glob, index + 1, before));
        }
        return variants;
    }

    private static Glob glob(String text) {
        return new Glob(names(text));
    }

    private static List<String> names(String text) {
        return RelativePath.of(text).segments();
    }
}
