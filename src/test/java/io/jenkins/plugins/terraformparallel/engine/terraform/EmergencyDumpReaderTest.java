package io.jenkins.plugins.terraformparallel.engine.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.terraform.EmergencyDumpReader.Found;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EmergencyDumpReaderTest {

    private static final List<String> STREAMS = Recorded.STREAMS;

    private static final String BEGINNING =
            "{\"@level\":\"info\",\"@message\":\"Emergency state dump\",\"@module\":\"terraform.ui\",\"state\":";

    private final ByteArrayOutputStream state = new ByteArrayOutputStream();

    @Test
    void copiesTheStateAsItIs() throws IOException {
        String output = Recorded.text("emergency-dump.ndjson");
        String line = output.lines()
                .filter(text -> text.contains("state dump"))
                .findFirst()
                .orElseThrow();

        assertThat(copy(output)).isEqualTo(Found.WHOLE);

        assertThat(state.toString(UTF_8))
                .startsWith("{\"version\":4,")
                .endsWith("}")
                .isSubstringOf(line);
        assertThat(TerraformJson.read(state.toString(UTF_8)))
                .isEqualTo(TerraformJson.read(line).path("state"));
    }

    @ParameterizedTest
    @FieldSource("STREAMS")
    void otherOutputHasNone(String name) throws IOException {
        assertThat(copy(Recorded.text(name)) == Found.NONE).isEqualTo(!"emergency-dump.ndjson".equals(name));
    }

    @Test
    void bracesAndQuotesWithinStringsAreText() throws IOException {
        String json = "{\"a\":\"}{\\\"}\\\\\",\"b\":[{},\"]\"],\"c\":{\"state\":{}}}";

        assertThat(copy("noise\n\n{\n{\"@message\":\"x\\\"y\"}\n" + BEGINNING + json + ",\"type\":\"log\"}\nmore"))
                .isEqualTo(Found.WHOLE);
        assertThat(state.toString(UTF_8)).isEqualTo(json);
    }

    @Test
    void theStateMayBeginAndEndAnywhereInABlock() throws IOException {
        for (int noise = 64 * 1024 - 200; noise < 64 * 1024 + 5; noise++) {
            String json = "{\"a\":[\"b\"]}";

            assertThat(copy("x".repeat(noise - 1) + "\n" + BEGINNING + json + "}\n"))
                    .isEqualTo(Found.WHOLE);
            assertThat(state.toString(UTF_8)).isEqualTo(json);
        }
    }

    @Property(tries = 200)
    void aTornOneIsNeverCalledWhole(@ForAll @IntRange(max = 5000) int length) throws IOException {
        String output = Recorded.text("emergency-dump.ndjson");
        int begin = output.indexOf("\"state\":") + 8;
        int end = output.indexOf(",\"type\":\"log\"}", begin);
        String torn = output.substring(0, Math.min(begin + length, end - 1));

        assertThat(copy(torn)).isEqualTo(Found.TORN);
        assertThat(copy(torn + "\n" + output.substring(end))).isEqualTo(Found.TORN);
    }

    @Test
    void aStateOfAnySizeIsCopiedWithoutBeingHeld() throws IOException {
        long size = 20L * 1024 * 1024;
        Repeating huge = new Repeating(BEGINNING + "{\"x\":\"", size, "\"},\"type\":\"log\"}\n");
        Counting counting = new Counting(huge);

        assertThat(EmergencyDumpReader.copyState(huge, counting)).isEqualTo(Found.WHOLE);

        assertThat(counting.count).isEqualTo(size + "{\"x\":\"\"}".length());
        assertThat(counting.mostHeld).isLessThan(200_000);
    }

    private Found copy(String output) throws IOException {
        state.reset();
        return EmergencyDumpReader.copyState(new ByteArrayInputStream(output.getBytes(UTF_8)), state);
    }

    /** A beginning, very many x, an end. */
    private static final class Repeating extends InputStream {
        private final InputStream beginning;
        private final InputStream end;
        private long left;
        private long given;

        Repeating(String beginning, long middle, String end) {
            this.beginning = new ByteArrayInputStream(beginning.getBytes(UTF_8));
            this.left = middle;
            this.end = new ByteArrayInputStream(end.getBytes(UTF_8));
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("one by one is too slow");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = some(bytes, offset, length);
            given += Math.max(0, count);
            return count;
        }

        private int some(byte[] bytes, int offset, int length) throws IOException {
            int count = beginning.read(bytes, offset, length);
            if (count > 0) {
                return count;
            }
            if (left == 0) {
                return end.read(bytes, offset, length);
            }
            int some = (int) Math.min(left, length);
            Arrays.fill(bytes, offset, offset + some, (byte) 'x');
            left -= some;
            return some;
        }
    }

    /** Notes how much was read and not written yet. */
    private static final class Counting extends OutputStream {
        private final Repeating source;
        private long count;
        private long mostHeld;

        Counting(Repeating source) {
            this.source = source;
        }

        @Override
        public void write(int octet) {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            mostHeld = Math.max(mostHeld, source.given - count);
            count += length;
        }
    }
}
