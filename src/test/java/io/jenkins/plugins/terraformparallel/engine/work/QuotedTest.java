package io.jenkins.plugins.terraformparallel.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QuotedTest {

    @Test
    void whatWouldGarbleAMessageIsShownAsWhatItIs() {
        assertThat(Quoted.of("a\nb\u001b[31m\u202e<é𝒳>")).isEqualTo("'a\\nb\\u001b[31m\\u202e<é𝒳>'");
    }

    @Test
    void longTextsAreShortened() {
        assertThat(Quoted.of("x".repeat(10_000))).hasSizeLessThan(110).endsWith("…'");
    }

    @Property
    void isAlwaysOneLineWithoutControlCharacters(@ForAll String text) {
        assertThat(Quoted.of(text).chars().noneMatch(Character::isISOControl)).isTrue();
    }
}
