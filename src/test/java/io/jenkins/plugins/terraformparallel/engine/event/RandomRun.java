package io.jenkins.plugins.terraformparallel.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import io.jenkins.plugins.terraformparallel.engine.terraform.Severity;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The events of a run as an engine could have written them, drawn from a seed; names and texts mean no good. */
public final class RandomRun {

    private static final List<String> TEXTS = List.of(
            "network",
            "apps/shop@eu",
            "<script>alert(1)</script>",
            "\"quoted\" & 'so'",
            "two\nlines\r\n",
            "\033[31mred\033[0m \033]0;title\007",
            "عربى \u202Eback\u202C",
            "日本語 👩‍🚀",
            "```\n# heading\n@admin #1",
            "]]>",
            "| a | b \\|",
            "",
            "lone \uD800 surrogate \uDC00\uFFFF",
            "\0 \u0085\u2028");

    private final Random random;
    private final List<RunEvent> events = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    private RandomRun(long seed) {
        random = new Random(seed);
    }

    /** From the run's start on, with or without its end. */
    public static List<RunEvent> events(long seed) {
        return new RandomRun(seed).events();
    }

    private List<RunEvent> events() {
        List<UnitOutline> units = units();
        JsonNode resume = JsonNodeFactory.instance.objectNode().put("any", text());
        int asked = 1 + random.nextInt(9);
        events.add(new RunEvent.RunStarted(
                tick(), "run", any(Operation.values()), asked, Math.min(4, asked), text(), text(), units, resume));
        List<Supplier<Boolean>> going = new ArrayList<>();
        units.forEach(unit -> going.add(new Life(unit.name())::step));
        while (!going.isEmpty()) {
            int next = random.nextInt(going.size());
            if (!going.get(next).get()) {
                going.remove(next);
            }
            aside(units);
        }
        if (random.nextInt(4) > 0) {
            events.add(new RunEvent.RunEnded(tick(), any(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.ABORTED)));
        }
        return events;
    }

    private List<UnitOutline> units() {
        List<UnitOutline> units = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            List<String> dependsOn = new ArrayList<>();
            units.stream().filter(other -> random.nextInt(3) == 0).forEach(other -> dependsOn.add(other.name()));
            String name = i + text();
            units.add(new UnitOutline(
                    name,
                    "key" + i,
                    text(),
                    orNull(this::text),
                    dependsOn,
                    "logs/" + i + ".log",
                    orNull(random::nextLong)));
        }
        return units;
    }

    /** What may happen between any two events of units. */
    private void aside(List<UnitOutline> units) {
        switch (random.nextInt(12)) {
            case 0 -> events.add(new RunEvent.Remark(tick(), null, text()));
            case 1 ->
                events.add(new RunEvent.Remark(
                        tick(), units.get(random.nextInt(units.size())).name(), text()));
            case 2 -> events.add(new RunEvent.AbortRequested(tick(), text(), random.nextBoolean()));
            case 3 -> events.add(new RunEvent.RunResumed(tick()));
            case 4 ->
                events.add(new RunEvent.UnitAbortRequested(
                        tick(), units.get(random.nextInt(units.size())).name(), text(), random.nextBoolean()));
            default -> {}
        }
    }

    /** One unit, event by event. */
    private final class Life {
        private final String unit;
        private boolean started;
        private int number;

        Life(String unit) {
            this.unit = unit;
        }

        /** @return whether it goes on */
        boolean step() {
            if (!started) {
                return beforeStart();
            }
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> {
                    number++;
                    String command = any("init", "plan", "show", "apply", "validate");
                    events.add(new RunEvent.ChainStarting(
                            tick(), unit, number, List.of(new RunEvent.PlannedProcess(number, command))));
                    Integer exitCode = orNull(() -> any(0, 1, 2, 130));
                    events.add(new RunEvent.ProcessEnded(
                            tick(),
                            unit,
                            number,
                            command,
                            exitCode,
                            now,
                            random.nextInt(100_000),
                            findings(),
                            number * 10L));
                    return true;
                }
                case 3 -> {
                    events.add(
                            random.nextBoolean()
                                    ? new RunEvent.UnitInterrupted(tick(), unit, text())
                                    : new RunEvent.UnitKilled(tick(), unit, text()));
                    return true;
                }
                case 4 -> {
                    events.add(new RunEvent.PlanTaken(tick(), unit, random.nextBoolean(), findings()));
                    return true;
                }
                default -> {
                    UnitState state =
                            any(UnitState.SUCCEEDED, UnitState.FAILED, UnitState.TIMED_OUT, UnitState.ABORTED);
                    // Now and then a journal is cut off before a unit's end.
                    if (random.nextInt(5) > 0) {
                        events.add(new RunEvent.UnitEnded(
                                tick(), unit, state, EndCause.OWN, orNull(RandomRun.this::text), notes()));
                    }
                    return false;
                }
            }
        }

        private boolean beforeStart() {
            switch (random.nextInt(5)) {
                case 0 -> events.add(new RunEvent.UnitWaiting(tick(), unit, text()));
                case 1 -> {
                    events.add(new RunEvent.UnitEnded(
                            tick(), unit, UnitState.SKIPPED, EndCause.PREREQUISITE, text(), UnitNotes.NONE));
                    return false;
                }
                default -> {
                    started = true;
                    events.add(new RunEvent.UnitStarted(tick(), unit));
                }
            }
            return true;
        }
    }

    private ProcessFindings findings() {
        return new ProcessFindings(
                random.nextBoolean(),
                new ChangeCounts(
                        random.nextInt(3),
                        random.nextInt(3),
                        random.nextInt(3),
                        random.nextInt(2),
                        0,
                        0,
                        random.nextInt(2)),
                random.nextBoolean()
                        ? List.of()
                        : List.of(new ResourceChange(text(), any("create", "replace", text()))),
                List.of(),
                orNull(this::outputs),
                random.nextBoolean() ? List.of() : List.of(diagnostic(), diagnostic()),
                List.of(),
                random.nextBoolean(),
                null);
    }

    private Map<String, OutputValue> outputs() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new TreeMap<>(Map.of(
                "text", new OutputValue(json.textNode(text()), false),
                "secret", new OutputValue(json.nullNode(), true),
                "list", new OutputValue(json.arrayNode().add(1).add(text()).addNull(), false)));
    }

    private Diagnostic diagnostic() {
        return new Diagnostic(
                any(Severity.values()),
                text(),
                text(),
                orNull(this::text),
                orNull(this::text),
                orNull(random::nextInt));
    }

    private UnitNotes notes() {
        return random.nextBoolean()
                ? UnitNotes.NONE
                : new UnitNotes(
                        orNull(() -> "logs/0.diff"),
                        random.nextBoolean(),
                        orNull(() -> "logs/1.diff"),
                        random.nextBoolean() ? List.of() : List.of(text()),
                        orNull(() -> new StateLock(orNull(this::text), orNull(this::text), null, orNull(this::text))),
                        orNull(() -> new StateFile("state/x.tfstate", orNull(this::text))),
                        random.nextBoolean() ? List.of() : List.of(new LeftProcess(7, text(), random.nextBoolean())));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private Instant tick() {
        now = now.plusMillis(random.nextInt(5_000));
        return now;
    }

    private <T> T orNull(Supplier<T> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
