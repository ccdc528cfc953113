package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class TextCleanerTest {

    @Test
    void takesColoursAway() {
        assertThat(TextCleaner.text("\033[1;31mred\033[0m, \u009B2Kgone")).isEqualTo("red, gone");
    }

    @Test
    void showsOtherControlCharacters() {
        assertThat(TextCleaner.text("\033]0;title\007 \b \u007F \u0085")).isEqualTo("␛]0;title␇ ␈ ␡ [U+0085]");
    }

    @Test
    void showsAControlSequenceThatIsCutOff() {
        assertThat(TextCleaner.text("\033[3")).isEqualTo("␛[3");
    }

    @Test
    void showsWhatReordersText() {
        assertThat(TextCleaner.line("a\u202Eb\u2066c\u2028")).isEqualTo("a[U+202E]b[U+2066]c[U+2028]");
    }

    @Test
    void showsLineBreaksWhereOneLineIsWanted() {
        assertThat(TextCleaner.line("a\nb\r\nc\rd\te")).isEqualTo("a␊b␊c␍d e");
        assertThat(TextCleaner.text("a\nb\r\nc\rd\te")).isEqualTo("a\nb\nc␍d\te");
    }

    @Test
    void leavesOtherLanguagesAlone() {
        assertThat(TextCleaner.line(Hostile.NON_LATIN)).isEqualTo(Hostile.NON_LATIN);
    }

    @Test
    void replacesWhatIsNoCharacter() {
        assertThat(TextCleaner.line("\uD800 \uDC00 \uFFFF")).isEqualTo("\uFFFD \uFFFD \uFFFD");
    }

    @Test
    void findsTheFirstLineThatSaysSomething() {
        assertThat(TextCleaner.firstLine("\n  \n\t two \n three")).isEqualTo("two");
        assertThat(TextCleaner.firstLine(" \n")).isEmpty();
    }

    @Property
    void whateverComesCanBeEncodedAndControlsNothing(@ForAll String text) throws CharacterCodingException {
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(TextCleaner.line(text)));

        assertThat(StandardCharsets.UTF_8.decode(bytes).codePoints()).noneMatch(Character::isISOControl);
    }

    @Property
    void controlCharactersControlNothing(@ForAll @CharRange(from = '\0', to = '\u00A0') String text) {
        assertThat(TextCleaner.line(text).chars()).noneMatch(Character::isISOControl);
        assertThat(TextCleaner.text(text).chars()).noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
    }
}
