package io.jenkins.plugins.terraformparallel.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    @Property(tries = 200)
    void whatIsWrittenIsReadAsItWas(@ForAll long seed) throws IOException {
        for (RunEvent event : RandomRun.events(seed)) {
            assertThat(read(new String(EventJson.line(event), StandardCharsets.UTF_8)))
                    .contains(event);
        }
    }

    @Property(tries = 50)
    void anEventIsOneLine(@ForAll long seed) throws IOException {
        for (RunEvent event : RandomRun.events(seed)) {
            assertThat(new String(EventJson.line(event), StandardCharsets.UTF_8))
                    .endsWith("\n")
                    .containsOnlyOnce("\n");
        }
    }

    @Test
    void momentsHaveThreeDigitsOfASecond() {
        assertThat(EventJson.instant(Instant.parse("2026-11-23T12:00:00Z"))).isEqualTo("2026-11-23T12:00:00.000Z");
        assertThat(EventJson.instant(Instant.parse("2026-11-23T12:00:00.123999Z")))
                .isEqualTo("2026-11-23T12:00:00.123Z");
    }

    @Test
    void aLaterVersionsFieldsAreIgnored() throws IOException {
        String line = "{'event':'run-resumed','at':'2026-11-23T12:00:00.000Z','engine':{'pid':[1,2]}}";

        assertThat(read(line.replace('\'', '"')))
                .contains(new RunEvent.RunResumed(Instant.parse("2026-11-23T12:00:00Z")));
    }

    @Test
    void aLaterVersionsEventIsNoEvent() throws IOException {
        assertThat(read("{\"event\":\"unit-paused\",\"at\":\"2026-11-23T12:00:00.000Z\",\"unit\":\"a\"}"))
                .isEmpty();
    }

    @Test
    void missingListsAreEmpty() throws IOException {
        String line = "{'event':'unit-ended','at':'2026-11-23T12:00:00.000Z','unit':'a','state':'FAILED','notes':{}}";

        assertThat(read(line.replace('\'', '"')))
                .contains(new RunEvent.UnitEnded(
                        Instant.parse("2026-11-23T12:00:00Z"), "a", UnitState.FAILED, null, null, UnitNotes.NONE));
    }

    @Test
    void anErrorDoesNotQuoteTheLine() {
        assertThatThrownBy(() -> read("{\"event\":\"remark\",\"at\":\"hunter2\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("not an event")
                .hasNoCause()
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void anEventWithoutATimeIsNone() {
        assertThatThrownBy(() -> read("{\"event\":\"run-resumed\"}")).hasMessage("not an event: it has no time");
    }

    private static Optional<RunEvent> read(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return EventJson.read(bytes, bytes.length);
    }
}
