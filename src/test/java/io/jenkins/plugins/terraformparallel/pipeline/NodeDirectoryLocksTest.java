package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Busy;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Held;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NodeDirectoryLocksTest {

    private static final String NETWORK = "/workspace/network";

    private final NodeDirectoryLocks locks = new NodeDirectoryLocks();
    private final DirectoryLocks first = locks.of("agent", "run-1", "shop #1");
    private final DirectoryLocks second = locks.of("agent", "run-2", "shop #2");

    @Test
    void theLaterOneIsToldForWhomItWaits() throws IOException {
        assertThat(first.claim(NETWORK, "unit network of run run-1")).isInstanceOf(Held.class);
        assertThat(second.claim(NETWORK, "unit network of run run-2"))
                .isEqualTo(new Busy("unit network of run run-1 (shop #1)"));
    }

    @Test
    void theSameDirectoryOfAnotherNodeIsAnotherDirectory() throws IOException {
        first.claim(NETWORK, "unit network of run run-1");
        assertThat(locks.of("", "run-2", "shop #2").claim(NETWORK, "unit network of run run-2"))
                .isInstanceOf(Held.class);
    }

    @Test
    void whatWasHeldIsFreeAfterwards() throws Exception {
        ((Held) first.claim(NETWORK, "unit network of run run-1")).close();
        assertThat(second.claim(NETWORK, "unit network of run run-2")).isInstanceOf(Held.class);
    }

    @Test
    void aResumedRunHoldsAgainWhatItHeld() throws IOException {
        first.claim(NETWORK, "unit network of run run-1");
        assertThat(first.claim(NETWORK, "unit network of run run-1")).isInstanceOf(Held.class);
    }

    @Test
    void afterARestartTheRunThatHasNoEndComesFirst() throws IOException {
        locks.restore("agent", NETWORK, "run-1", "unit network of run run-1 (shop #1)");
        assertThat(second.claim(NETWORK, "unit network of run run-2")).isInstanceOf(Busy.class);
        assertThat(first.claim(NETWORK, "unit network of run run-1")).isInstanceOf(Held.class);
    }

    @Test
    void aRunThatIsOverHoldsNothing() throws IOException {
        first.claim(NETWORK, "unit network of run run-1");
        first.claim("/workspace/shop", "unit shop of run run-1");
        locks.releaseAll("run-1");
        assertThat(second.claim(NETWORK, "unit network of run run-2")).isInstanceOf(Held.class);
        assertThat(second.claim("/workspace/shop", "unit shop of run run-2")).isInstanceOf(Held.class);
    }

    @Test
    void whoeverClosesTooLateTakesNothingFromTheNextHolder() throws Exception {
        Held old = (Held) first.claim(NETWORK, "unit network of run run-1");
        locks.releaseAll("run-1");
        second.claim(NETWORK, "unit network of run run-2");
        old.close();
        assertThat(first.claim(NETWORK, "unit network of run run-1")).isInstanceOf(Busy.class);
    }
}
