package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The units that hold a slot, and the host that is asked for all of them at once. Not thread-safe. */
final class RunningUnits {

    private final ProcessHost host;
    private final RunAccount account;
    private final Duration gracePeriod;
    private final Clock clock;

    // Mutable state
    private final Map<String, RunningUnit> units = new LinkedHashMap<>();

    private final Map<String, String> troubleTold = new HashMap<>();

    /** Of whom the host had more to tell than it was asked for. */
    private final List<RunningUnit> eager = new ArrayList<>();

    RunningUnits(ProcessHost host, RunAccount account, Duration gracePeriod, Clock clock) {
        this.host = host;
        this.account = account;
        this.gracePeriod = gracePeriod;
        this.clock = clock;
    }

    /** What is done with one unit; its trouble with files is that unit's alone. */
    interface Work {
        void run(BackgroundTerraform terraform) throws IOException;
    }

    void add(RunningUnit unit, Work first) {
        units.put(unit.name(), unit);
        work(unit, first);
    }

    /** @return null where it holds no slot */
    @CheckForNull
    RunningUnit remove(String name) {
        return units.remove(name);
    }

    boolean contains(String name) {
        return units.containsKey(name);
    }

    /** Whether it holds a slot and was told to stop. */
    boolean isStopping(String name) {
        RunningUnit unit = units.get(name);
        return unit != null && unit.terraform().isStopping();
    }

    /** A copy: whoever goes through it may add and remove. */
    List<RunningUnit> all() {
        return List.copyOf(units.values());
    }

    int size() {
        return units.size();
    }

    /** Does something with a unit, if it holds a slot. */
    void with(String name, Work work) {
        RunningUnit unit = units.get(name);
        if (unit != null) {
            work(unit, work);
        }
    }

    /**
     * Asks the host for everything that runs, all at once if that is possible.
     *
     * @return whether asking {@linkplain #pollAgain again} at once is worthwhile
     */
    boolean poll() {
        return poll(List.copyOf(units.values()));
    }

    /** Asks the host once more for those of which there was more to know, see {@link #poll}. */
    boolean pollAgain() {
        List<RunningUnit> living = new ArrayList<>();
        for (RunningUnit unit : eager) {
            if (units.get(unit.name()) == unit) {
                living.add(unit);
            }
        }
        return poll(living);
    }

    private boolean poll(List<RunningUnit> all) {
        List<ProcessQuery> queries = new ArrayList<>();
        List<RunningUnit> asked = new ArrayList<>();
        for (RunningUnit unit : all) {
            ProcessQuery query = unit.terraform().query();
            if (query != null) {
                queries.add(query);
                asked.add(unit);
            }
        }
        List<ProcessProgress> answers = answers(queries);
        eager.clear();
        for (int i = 0; i < asked.size(); i++) {
            if (accept(asked.get(i), queries.get(i), answers.isEmpty() ? null : answers.get(i))) {
                eager.add(asked.get(i));
            }
        }
        return !eager.isEmpty();
    }

    /** Interrupts those whose time is up. */
    void timeOut() {
        Instant now = clock.instant();
        for (RunningUnit unit : all()) {
            if (unit.isTimedOut(now)) {
                work(unit, terraform -> terraform.interrupt(unit.timeOut(now.plus(gracePeriod)), now));
            }
        }
    }

    /** Looks at the clock for all of them: grace periods, and what was left behind. */
    void tick() {
        all().forEach(unit -> work(unit, terraform -> terraform.tick(clock.instant())));
    }

    /** In words: each unit and what it does. */
    String status() {
        List<String> words = new ArrayList<>();
        units.values()
                .forEach(unit -> words.add(unit.name() + ": " + unit.terraform().status()));
        return String.join(", ", words);
    }

    /** All answers at once; none where any can't be given, so that the trouble of one unit is that unit's alone. */
    private List<ProcessProgress> answers(List<ProcessQuery> queries) {
        try {
            return queries.isEmpty() ? List.of() : host.poll(queries);
        } catch (IOException e) {
            return List.of();
        }
    }

    private boolean accept(RunningUnit unit, ProcessQuery query, @CheckForNull ProcessProgress answer) {
        try {
            ProcessProgress known = answer == null ? host.poll(List.of(query)).get(0) : answer;
            return unit.terraform().accept(known, clock.instant());
        } catch (IOException e) {
            troubled(unit, e);
            return false;
        }
    }

    private void work(RunningUnit unit, Work work) {
        try {
            work.run(unit.terraform());
        } catch (IOException e) {
            troubled(unit, e);
        }
    }

    /** Terraform goes on by itself; it is looked after again with the next pulse. Nothing is said twice in a row. */
    private void troubled(RunningUnit unit, IOException e) {
        String trouble = "Its processes can't be looked after now, trying again: " + e.getMessage();
        if (!trouble.equals(troubleTold.put(unit.name(), trouble))) {
            account.remark(unit.name(), trouble);
        }
    }
}
