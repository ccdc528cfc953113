package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.run.ProcessScript.Fate;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A run by chance: what its units are, what their terraforms do, and who interrupts it.
 *
 * @param units the first depends on none, each later one on some before it
 * @param aborts in the order of their times
 * @param troublePercent how many of the host's calls fail
 * @param seed of the host's trouble
 */
record RunScenario(
        Operation operation,
        List<ScenarioUnit> units,
        RunSettings settings,
        List<Abort> aborts,
        int troublePercent,
        long seed) {

    /** What goes wrong with a unit; the same however often its processes run. */
    enum Trouble {
        NONE,
        NO_CHANGES,
        INIT_FAILS,
        /** Nobody knows it but terraform; an init mends it. */
        NOT_INITIALISED,
        WORKSPACE_MISSING,
        WORKSPACE_REFUSED,
        PLAN_FAILS,
        PLAN_CRASHES,
        STATE_MISSING,
        SHOW_FAILS,
        APPLY_FAILS,
        APPLY_WITHOUT_SUMMARY,
        VALIDATE_FAILS,
        INIT_LOST,
        PLAN_LOST,
        APPLY_LOST
    }

    /**
     * @param before units on which it depends
     * @param directory a number; units that share it share a module
     * @param timeoutMillis 0 for none
     * @param obeysMillis how long after a signal its terraform ends; negative where it ignores signals
     */
    record ScenarioUnit(
            List<Integer> before,
            int directory,
            boolean workspace,
            Trouble trouble,
            int timeoutMillis,
            int processMillis,
            int obeysMillis) {}

    /**
     * Somebody wants the run to stop.
     *
     * @param unit the number of the one that alone is to stop, also one that there isn't; negative for the whole run
     */
    record Abort(int millis, boolean person, int unit) {

        void ask(ParallelProcessor processor) {
            if (unit < 0) {
                processor.abort("somebody", person);
            } else {
                processor.abortUnit(name(unit), "somebody");
            }
        }
    }

    WorkPlan plan() {
        List<Unit> all = new ArrayList<>();
        for (int number = 0; number < units.size(); number++) {
            ScenarioUnit unit = units.get(number);
            Unit plain = TestUnits.unitAt(
                    name(number),
                    "/modules/" + unit.directory,
                    unit.workspace ? "dev" : null,
                    unit.timeoutMillis == 0 ? null : Duration.ofMillis(unit.timeoutMillis),
                    unit.before.stream().map(RunScenario::name).toArray(String[]::new));
            // No unit's init is another's, whatever directory they share.
            Unit one = TestUnits.with(plain, Map.of(), Map.of(), Map.of("TF_UNIT", name(number)));
            all.add(isApart(number) ? TestUnits.apart(one) : one);
        }
        return new WorkPlan(operation, all);
    }

    /** Whether a unit has a data directory of its own: in a third of all runs most have. */
    private boolean isApart(int number) {
        return Math.floorMod(seed, 3) == 0 && number % 3 < 2;
    }

    ScriptedRun run() {
        Set<String> initialised = new HashSet<>();
        ScriptedRun run = new ScriptedRun(plan(), settings, (unit, command) -> script(unit, command, initialised));
        Random random = new Random(seed);
        InitDependencies inits = new InitDependencies(settings, operation, Map.of(), TestUnits.HASH);
        plan().units().stream()
                .filter(unit -> random.nextBoolean())
                .forEach(unit -> run.inits.note(inits.of(unit, unit.dataPath())));
        if (random.nextInt(3) == 0) {
            run.locks.holdFor("/modules/0", VirtualClock.START.plusMillis(random.nextInt(3000)));
        }
        if (random.nextBoolean()) {
            run.cache = new RunCache(MemoryProviderCache.DIRECTORY, new MemoryProviderCache(run.host, seed));
            if (random.nextInt(3) == 0) {
                run.locks.holdFor(MemoryProviderCache.DIRECTORY, VirtualClock.START.plusMillis(random.nextInt(3000)));
            }
        }
        // What can't be started fails its unit, what can't be stopped goes on: both are tested by themselves.
        run.host.troubleWith(method ->
                !method.equals("start") && !method.equals("stopChain") && random.nextInt(100) < troublePercent);
        return run;
    }

    /** Whether nothing but the units' own processes decides what becomes of them. */
    boolean isUndisturbed() {
        return aborts.isEmpty()
                && settings.failFast() == FailFast.OFF
                && units.stream().allMatch(unit -> unit.timeoutMillis == 0);
    }

    ScenarioUnit unit(String name) {
        return units.get(Integer.parseInt(name.substring(1)));
    }

    /** @param initialised units that have run an init */
    private ProcessScript script(String key, String command, Set<String> initialised) {
        ScenarioUnit unit = unit(key.substring(0, key.length() - 2));
        Map<String, ProcessScript> special = new HashMap<>();
        switch (unit.trouble) {
            case NONE -> {}
            case NO_CHANGES -> special.put("plan", ProcessScript.recorded("plan-nothing.ndjson", 0));
            case NOT_INITIALISED -> {
                if (command.equals("init")) {
                    initialised.add(key);
                } else if (!initialised.contains(key)) {
                    special.put("plan", ProcessScript.recorded("plan-not-initialised.ndjson", 1));
                    special.put("validate", ProcessScript.recorded("validate-not-initialised.json", 1));
                }
            }
            case INIT_FAILS -> special.put("init", ProcessScript.recorded("init-broken.ndjson", 1));
            case WORKSPACE_MISSING -> special.put("workspace list", ProcessScript.printing("* default\n", 0));
            case WORKSPACE_REFUSED -> {
                special.put("plan", Scripts.fine(key, "plan").fated(Fate.REFUSED));
                special.put("apply", Scripts.fine(key, "apply").fated(Fate.REFUSED));
            }
            case PLAN_FAILS -> special.put("plan", ProcessScript.recorded("plan-wrong.ndjson", 1));
            case PLAN_CRASHES -> special.put("plan", ProcessScript.printing("SIGQUIT: quit\n\ngoroutine 1\n", 2));
            case STATE_MISSING -> special.put("plan", ProcessScript.recorded("plan-missing-remote-state.ndjson", 1));
            case SHOW_FAILS -> special.put("show", ProcessScript.printing("", 1));
            case APPLY_FAILS -> special.put("apply", ProcessScript.recorded("apply-failing.ndjson", 1));
            case APPLY_WITHOUT_SUMMARY -> special.put("apply", ProcessScript.printing("what?\n", 0));
            case VALIDATE_FAILS -> special.put("validate", ProcessScript.recorded("validate-broken.json", 1));
            case INIT_LOST -> special.put("init", Scripts.fine(key, "init").fated(Fate.LOST));
            case PLAN_LOST -> special.put("plan", Scripts.fine(key, "plan").fated(Fate.LOST));
            case APPLY_LOST -> special.put("apply", Scripts.fine(key, "apply").fated(Fate.LOST));
        }
        ProcessScript script = special.getOrDefault(command, Scripts.fine(key, command))
                .taking(Duration.ofMillis(command.equals("apply") ? unit.processMillis * 3L : unit.processMillis));
        return unit.obeysMillis < 0
                ? script.ignoringSignals()
                : script.obeyingAfter(Duration.ofMillis(unit.obeysMillis));
    }

    static String name(int number) {
        return "u" + number;
    }

    /** Runs in which anything may happen. */
    static Arbitrary<RunScenario> any(int maxUnits) {
        Arbitrary<Abort> abort = Combinators.combine(
                        Arbitraries.integers().between(0, 8000),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(-6, 5))
                .as(Abort::new);
        return scenarios(
                maxUnits,
                Arbitraries.of(0, 0, 0, 300, 1500),
                Arbitraries.of(FailFast.class),
                abort.list().ofMaxSize(3).map(RunScenario::inOrder));
    }

    /** Runs that nobody interrupts and that nothing cuts short. */
    static Arbitrary<RunScenario> undisturbed(int maxUnits) {
        return scenarios(
                maxUnits, Arbitraries.just(0), Arbitraries.just(FailFast.OFF), Arbitraries.just(List.<Abort>of()));
    }

    private static Arbitrary<RunScenario> scenarios(
            int maxUnits, Arbitrary<Integer> timeouts, Arbitrary<FailFast> failFast, Arbitrary<List<Abort>> aborts) {
        Arbitrary<RunSettings> settings = Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        failFast,
                        Arbitraries.of(200, 2000, 5000),
                        Arbitraries.of(InitMode.class))
                .as((parallel, fail, grace, init) ->
                        TestUnits.settings(parallel, fail, Duration.ofMillis(grace), init));
        return Combinators.combine(
                        Arbitraries.of(Operation.class),
                        Arbitraries.integers().between(1, maxUnits).flatMap(count -> units(count, timeouts)),
                        settings,
                        aborts,
                        Arbitraries.of(0, 0, 5),
                        Arbitraries.longs())
                .as(RunScenario::new);
    }

    private static List<Abort> inOrder(List<Abort> aborts) {
        return aborts.stream()
                .sorted((one, other) -> Integer.compare(one.millis, other.millis))
                .toList();
    }

    private static Arbitrary<List<ScenarioUnit>> units(int count, Arbitrary<Integer> timeouts) {
        Arbitrary<Trouble> troubles = Arbitraries.integers()
                .between(0, 2 * Trouble.values().length)
                .map(number -> number < Trouble.values().length ? Trouble.values()[number] : Trouble.NONE);
        Arbitrary<ScenarioUnit> unit = Combinators.combine(
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(true, false),
                        troubles,
                        timeouts,
                        Arbitraries.integers().between(1, 900),
                        Arbitraries.of(-1, 0, 30, 1000, 3000))
                .as((edges, directory, workspace, trouble, timeout, process, obeys) -> new ScenarioUnit(
                        IntStream.range(0, 8)
                                .filter(bit -> (edges & 1 << bit) != 0)
                                .boxed()
                                .toList(),
                        directory,
                        workspace,
                        trouble,
                        timeout,
                        process,
                        obeys));
        return unit.list().ofSize(count).map(RunScenario::withoutCycles);
    }

    /** Each unit depends only on some of those before it, and not on many. */
    private static List<ScenarioUnit> withoutCycles(List<ScenarioUnit> drafts) {
        List<ScenarioUnit> units = new ArrayList<>();
        for (ScenarioUnit draft : drafts) {
            int number = units.size();
            List<Integer> before = draft.before.stream()
                    .map(distance -> number - 1 - distance)
                    .filter(other -> other >= 0)
                    .limit(2)
                    .toList();
            boolean independent = draft.directory % 2 == 0;
            units.add(new ScenarioUnit(
                    independent ? List.of() : before,
                    draft.directory,
                    draft.workspace,
                    draft.trouble,
                    draft.timeoutMillis,
                    draft.processMillis,
                    draft.obeysMillis));
        }
        return List.copyOf(units);
    }
}
