package io.jenkins.plugins.terraformparallel.engine.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.terraform.LineSplitter.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    @Test
    void linesEndWithOneKindOfBreakOrTheOther() {
        assertThat(lines("a\nb\r\n\n\r\nc\rd".getBytes(UTF_8))).containsExactly("a", "b", "", "", "c\rd");
    }

    @Test
    void theLastLineComesWithTheEnd() {
        List<Piece> pieces = new ArrayList<>();
        LineSplitter splitter = new LineSplitter();

        splitter.feed("whole\nhalf".getBytes(UTF_8), pieces::add);
        assertThat(pieces).containsExactly(new Piece("whole", true, true));
        splitter.end(pieces::add);
        splitter.end(pieces::add);

        assertThat(pieces).containsExactly(new Piece("whole", true, true), new Piece("half", true, true));
    }

    @Test
    void whatIsNoTextIsReplaced() {
        assertThat(lines(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xE2, (byte) 0x82}))
                .containsExactly("a\uFFFDb\uFFFD");
    }

    @Property(tries = 300)
    void theBlocksDontMatter(@ForAll("output") byte[] output, @ForAll Random borders) {
        assertThat(pieces(output, borders)).isEqualTo(pieces(output, null));
        assertThat(lines(output)).isEqualTo(reference(output));
    }

    @Property(tries = 8)
    void neitherDoTheyInVeryLongLines(@ForAll Random random) {
        byte[] output = new byte[LineSplitter.MAX_LINE * 2 + random.nextInt(1000)];
        byte[] characters = "é日\uD83D\uDE00\r x".getBytes(UTF_8);
        int shift = random.nextInt(characters.length);
        for (int i = 0; i < output.length; i++) {
            output[i] = characters[(i + shift) % characters.length];
        }
        output[output.length - 1 - random.nextInt(output.length)] = '\n';

        assertThat(pieces(output, random)).isEqualTo(pieces(output, null));
        assertThat(lines(output)).isEqualTo(reference(output));
    }

    @Test
    void noPieceIsLongerThanTheLimit() {
        byte[] output = new byte[LineSplitter.MAX_LINE * 3 + 5];
        Arrays.fill(output, (byte) 'x');

        List<Piece> pieces = pieces(output, null);

        assertThat(pieces)
                .hasSize(4)
                .allSatisfy(piece -> assertThat(piece.text().length()).isLessThanOrEqualTo(LineSplitter.MAX_LINE));
        assertThat(pieces).extracting(Piece::first).containsExactly(true, false, false, false);
        assertThat(pieces).extracting(Piece::last).containsExactly(false, false, false, true);
    }

    @Provide
    Arbitrary<byte[]> output() {
        Arbitrary<Byte> special = Arbitraries.of(
                (byte) '\n', (byte) '\r', (byte) 0xE2, (byte) 0x82, (byte) 0xAC, (byte) 0xF0, (byte) 0xFF, (byte) 'a');
        return Arbitraries.oneOf(
                special.array(byte[].class).ofMaxSize(60),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
                Arbitraries.strings()
                        .withChars("a\n\r€é")
                        .withChars('\uFFFD')
                        .ofMaxLength(80)
                        .map(text -> text.getBytes(UTF_8)));
    }

    private static List<String> lines(byte[] output) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (Piece piece : pieces(output, null)) {
            line.append(piece.text());
            if (piece.last()) {
                lines.add(line.toString());
                line.setLength(0);
            }
        }
        return lines;
    }

    private static List<String> reference(byte[] output) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= output.length; i++) {
            if (i == output.length ? from < i : output[i] == '\n') {
                int to = i < output.length && i > from && output[i - 1] == '\r' ? i - 1 : i;
                lines.add(new String(output, from, to - from, UTF_8));
                from = i + 1;
            }
        }
        return lines;
    }

    private static List<Piece> pieces(byte[] output, Random borders) {
        List<Piece> pieces = new ArrayList<>();
        LineSplitter splitter = new LineSplitter();
        int from = 0;
        while (from < output.length) {
            int most = output.length > 10_000 ? 500_000 : 5;
            int to = borders == null ? output.length : Math.min(output.length, from + borders.nextInt(most));
            splitter.feed(Arrays.copyOfRange(output, from, to), pieces::add);
            from = to;
        }
        splitter.end(pieces::add);
        return pieces;
    }
}
