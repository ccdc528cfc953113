package io.jenkins.plugins.terraformparallel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.process.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnseenProcessesTest {

    private static final ProcessIdentity SCRIPT = new ProcessIdentity(7, 100, "boot");
    private static final ProcessIdentity TERRAFORM = new ProcessIdentity(9, 101, "boot");

    private final UnseenProcesses unseen = new UnseenProcesses();

    @Test
    void asksAtOnceAboutSomebodyNew() {
        assertThat(unseen.toAsk(Set.of(SCRIPT), at(0))).containsExactly(SCRIPT);
    }

    @Test
    void asksAboutNobodyWhereNobodyMatters() {
        assertThat(unseen.toAsk(Set.of(), at(0))).isEmpty();
    }

    @Test
    void waitsBetweenTwoQuestions() {
        unseen.toAsk(Set.of(SCRIPT), at(0));
        unseen.answered(List.of(SCRIPT), Set.of(SCRIPT), at(0));

        assertThat(unseen.toAsk(Set.of(SCRIPT, TERRAFORM), at(1))).isEmpty();
        assertThat(unseen.toAsk(Set.of(SCRIPT, TERRAFORM), at(3))).containsExactly(TERRAFORM);
    }

    @Test
    void asksSeldomAboutWhoLives() {
        unseen.toAsk(Set.of(SCRIPT), at(0));
        unseen.answered(List.of(SCRIPT), Set.of(SCRIPT), at(0));

        assertThat(unseen.toAsk(Set.of(SCRIPT), at(9))).isEmpty();
        assertThat(unseen.toAsk(Set.of(SCRIPT), at(10))).containsExactly(SCRIPT);
    }

    @Test
    void whoIsCalledDeadIsDead() {
        unseen.toAsk(Set.of(SCRIPT, TERRAFORM), at(0));

        assertThat(unseen.answered(List.of(SCRIPT, TERRAFORM), Set.of(SCRIPT), at(0)))
                .isTrue();

        assertThat(unseen.dead()).containsExactly(TERRAFORM);
    }

    @Test
    void asksAgainSoonWhereNobodyAnswered() {
        List<ProcessIdentity> asked = unseen.toAsk(Set.of(SCRIPT), at(0));
        assertThat(unseen.notAnswered(asked, at(0))).isFalse();

        assertThat(unseen.toAsk(Set.of(SCRIPT), at(2))).isEmpty();
        assertThat(unseen.toAsk(Set.of(SCRIPT), at(3))).containsExactly(SCRIPT);
        assertThat(unseen.dead()).isEmpty();
    }

    @Test
    void whoCannotBeAskedAboutForAMinuteIsDead() {
        unseen.toAsk(Set.of(SCRIPT), at(0));
        unseen.answered(List.of(SCRIPT), Set.of(SCRIPT), at(30));

        for (int second = 40; second < 90; second += 10) {
            List<ProcessIdentity> asked = unseen.toAsk(Set.of(SCRIPT), at(second));
            assertThat(unseen.notAnswered(asked, at(second))).isFalse();
        }
        assertThat(unseen.notAnswered(unseen.toAsk(Set.of(SCRIPT), at(90)), at(90)))
                .isTrue();
        assertThat(unseen.dead()).containsExactly(SCRIPT);
    }

    @Test
    void trustsANodeThatSeesOneOfThem() {
        assertThat(unseen.seesAll()).isFalse();
        unseen.seen();
        assertThat(unseen.seesAll()).isTrue();
    }

    private static long at(int seconds) {
        // Such clocks begin anywhere.
        return Long.MAX_VALUE + Duration.ofSeconds(seconds).toNanos();
    }
}
