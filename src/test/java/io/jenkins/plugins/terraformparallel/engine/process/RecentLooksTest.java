package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentLooksTest {

    private static final ProcessState RUNS = new ProcessState.Running(7, Instant.EPOCH);
    private static final ProcessState ENDED = new ProcessState.Ended(0, Instant.EPOCH, Instant.EPOCH);

    private final RecentLooks recent = new RecentLooks();
    private final Set<String> told = new TreeSet<>(Set.of("a", "b", "c"));
    private final List<String> lookedAt = new ArrayList<>();
    private ProcessState state = RUNS;
    private boolean more;

    @Test
    void whoWasSeenAMomentAgoIsntLookedAtWhenAnotherEnds() throws IOException {
        assertThat(output(ask(0, "a", "b", "c"))).containsExactly("+", "+", "+");
        told.remove("b");
        lookedAt.clear();

        assertThat(output(ask(50, "a", "b", "c"))).containsExactly("", "+", "");
        assertThat(lookedAt).containsExactly("b");
    }

    @Test
    void whatWasntLookedAtIsAsItWas() throws IOException {
        ask(0, "a");
        state = ENDED;

        assertThat(ask(100, "a")).extracting(ProcessProgress::state).containsExactly(RUNS);
        assertThat(ask(250, "a")).extracting(ProcessProgress::state).containsExactly(ENDED);
    }

    @Test
    void anyOtherProcessIsLookedAt() throws IOException {
        ask(0, "a");
        lookedAt.clear();

        recent.answers(List.of(query("a", 2)), this::isTold, nanos(10), this::look);

        assertThat(lookedAt).containsExactly("a");
    }

    @Test
    void whoHasMoreToTellOrHasEndedIsLookedAtAgain() throws IOException {
        more = true;
        ask(0, "a");
        more = false;
        ask(1, "a");
        state = ENDED;
        ask(300, "b");
        ask(301, "b");

        assertThat(lookedAt).containsExactly("a", "a", "b", "b");
    }

    @Test
    void whoseEndNobodyTellsIsAlwaysLookedAt() throws IOException {
        told.clear();
        ask(0, "a");
        ask(1, "a");

        assertThat(lookedAt).containsExactly("a", "a");
    }

    @Test
    void whoWasStartedAMomentAgoHasNothingToTellYet() throws IOException {
        recent.started(query("a", 1).id(), nanos(0));

        assertThat(ask(100, "a", "b"))
                .extracting(ProcessProgress::state)
                .containsExactly(new ProcessState.Starting(), RUNS);
        assertThat(lookedAt).containsExactly("b");
        told.remove("a");
        state = ENDED;

        assertThat(ask(150, "a")).extracting(ProcessProgress::state).containsExactly(ENDED);
    }

    @Test
    void whoIsToStopIsLookedAtAtOnce() throws IOException {
        ask(0, "a", "b");
        lookedAt.clear();

        recent.forget("a");
        ask(50, "a", "b");

        assertThat(lookedAt).containsExactly("a");
    }

    private List<ProcessProgress> ask(long millis, String... units) throws IOException {
        List<ProcessQuery> queries =
                List.of(units).stream().map(unit -> query(unit, 1)).toList();
        return recent.answers(queries, this::isTold, nanos(millis), this::look);
    }

    private boolean isTold(ProcessQuery query) {
        return told.contains(query.id().unit());
    }

    private List<ProcessProgress> look(List<ProcessQuery> queries) {
        queries.forEach(query -> lookedAt.add(query.id().unit()));
        return queries.stream()
                .map(query ->
                        new ProcessProgress(query.id(), state, "+".getBytes(StandardCharsets.UTF_8), new byte[0], more))
                .toList();
    }

    private static ProcessQuery query(String unit, int number) {
        return new ProcessQuery(new ProcessId("run", unit, number), 1, 0, 0, 100);
    }

    private static List<String> output(List<ProcessProgress> answers) {
        return answers.stream()
                .map(answer -> new String(answer.stdout(), StandardCharsets.UTF_8))
                .toList();
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
