package io.jenkins.plugins.terraformparallel.engine.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.EmergencyDump;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Message;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.RawLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class OutputReaderTest {

    private static final List<String> STREAMS = Recorded.STREAMS;

    private static final String SECRET = "the secret\u00e9";

    @ParameterizedTest
    @FieldSource("STREAMS")
    void theBlocksDontMatter(String name) {
        List<TerraformEvent> expected = Recorded.events(name);
        List<TerraformEvent> events = new ArrayList<>();
        OutputReader reader = new OutputReader(UnaryOperator.identity());

        for (byte single : Recorded.bytes(name)) {
            reader.feed(new byte[] {single}, events::add);
        }
        reader.end(events::add);

        assertThat(events).isEqualTo(expected).hasSizeGreaterThan(1);
    }

    @Test
    void aVeryLongLineComesWholeInPieces() {
        String line = "x".repeat(LineSplitter.MAX_LINE * 2 + 17);

        List<TerraformEvent> events = Recorded.events(("a\n" + line + "\nb").getBytes(UTF_8), UnaryOperator.identity());

        assertThat(text(events)).isEqualTo("a\n" + line + "\nb\n");
        assertThat(events)
                .hasSizeGreaterThan(4)
                .allSatisfy(event -> assertThat(event).isInstanceOf(RawLine.class));
    }

    @Property(tries = 10)
    void noSecretIsSeenWhereAVeryLongLineIsCut(@ForAll Random random) {
        int cut = LineSplitter.MAX_LINE;
        byte[] line = new byte[cut + 300_000];
        Arrays.fill(line, (byte) 'x');
        byte[] secret = SECRET.getBytes(UTF_8);
        int distance = secret.length + random.nextInt(7);
        int around = random.nextBoolean() ? cut : cut - LongLine.WINDOW;
        for (int at = around - 100 + random.nextInt(50); at < around + 100; at += distance) {
            System.arraycopy(secret, 0, line, at, secret.length);
        }

        String text = text(Recorded.events(line, value -> value.replace(SECRET, "****")));

        assertThat(text.replace("****", SECRET).getBytes(UTF_8)).hasSize(line.length + 1);
        assertThat(text.replace("****", "").replace("x", "").strip()).isEmpty();
    }

    @Test
    void aLineOfNothingButSecretsShowsNone() {
        String line = SECRET.repeat(LineSplitter.MAX_LINE / SECRET.length() + 10_000);

        String text = text(Recorded.events(line.getBytes(UTF_8), value -> value.replace(SECRET, "****")));

        assertThat(text.strip().replace("*", "")).isEmpty();
    }

    @Test
    void aVeryLongEventIsLeftOutAndSaid() {
        String line = "{\"@message\":\"m\",\"x\":\"" + SECRET.repeat(300_000) + "\"}";

        List<TerraformEvent> events = Recorded.events((line + "\nnext\n").getBytes(UTF_8), UnaryOperator.identity());

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOf(Message.class);
        assertThat(events.get(1)).isEqualTo(new RawLine("next", true));
    }

    @Test
    void aVeryLongEmergencyDumpShowsNothingOfTheState() {
        String line = "{\"@level\":\"info\",\"@message\":\"Emergency state dump\",\"state\":{\"x\":\""
                + SECRET.repeat(300_000) + "\"},\"type\":\"log\"}\n";

        List<TerraformEvent> events = Recorded.events(line.getBytes(UTF_8), UnaryOperator.identity());

        assertThat(events).singleElement().isInstanceOf(EmergencyDump.class);
        assertThat(events.toString()).doesNotContain(SECRET);
    }

    private static String text(List<TerraformEvent> events) {
        return events.stream()
                .map(RawLine.class::cast)
                .map(line -> line.text() + (line.ended() ? "\n" : ""))
                .collect(Collectors.joining());
    }
}
