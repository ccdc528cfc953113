package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** No Jenkins runs here. Built-in nodes can't be removed, so that time alone decides. */
class LostNodeJenkinsTest {

    private static final NodeConnection NODE = new NodeConnection("");
    private static final Instant LOST = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void whoeverIsAwayMayComeBack() {
        assertThat(LostNode.of(NODE, LOST, LOST.plus(PATIENCE).minusMillis(1), PATIENCE))
                .isNull();
        assertThat(LostNode.of(null, LOST, LOST, PATIENCE)).isNull();
    }

    @Test
    void butNotForEver() {
        LostNode lost = LostNode.of(NODE, LOST, LOST.plus(PATIENCE), PATIENCE);
        assertThat(lost).isEqualTo(new LostNode("the built-in node could not be reached for 5 min", false));
    }

    @Test
    void alsoWhereTheNodeIsNotKnown() {
        assertThat(LostNode.of(null, LOST, LOST.plus(PATIENCE), PATIENCE).reason())
                .startsWith("its node could not be reached");
    }
}
