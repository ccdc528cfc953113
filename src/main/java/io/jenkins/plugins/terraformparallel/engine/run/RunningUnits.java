package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
     * Asks the host once for everything that runs.
     *
     * @return whether asking again at once is worthwhile
     */
    boolean poll() {
        List<ProcessQuery> queries = new ArrayList<>();
        List<RunningUnit> asked = new ArrayList<>();
        for (RunningUnit unit : units.values()) {
            ProcessQuery query = unit.terraform().query();
            if (query != null) {
                queries.add(query);
                asked.add(unit);
            }
        }
        boolean more = false;
        try {
            List<ProcessProgress> answers = queries.isEmpty() ? List.of() : host.poll(queries);
            for (int i = 0; i < answers.size(); i++) {
                more |= accept(asked.get(i), answers.get(i));
            }
        } catch (IOException e) {
            // Terraform goes on by itself; it is asked again with the next pulse.
            account.remark(null, "The processes can't be looked at now, trying again: " + e.getMessage());
        }
        return more;
    }

    /** Looks at the clock for all of them: timeouts, grace periods, what was left behind. */
    void tick() {
        for (RunningUnit unit : all()) {
            work(unit, terraform -> {
                if (unit.isTimedOut(clock.instant())) {
                    Interruption timeout = new Interruption(
                            Interruption.Kind.TIMEOUT,
                            "timed out after " + unit.timeoutText(),
                            clock.instant().plus(gracePeriod));
                    terraform.interrupt(timeout, clock.instant());
                }
                terraform.tick(clock.instant());
            });
        }
    }

    /** In words: each unit and what it does. */
    String status() {
        List<String> words = new ArrayList<>();
        units.values()
                .forEach(unit -> words.add(unit.name() + ": " + unit.terraform().status()));
        return String.join(", ", words);
    }

    private boolean accept(RunningUnit unit, ProcessProgress answer) {
        try {
            return unit.terraform().accept(answer, clock.instant());
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

    private void troubled(RunningUnit unit, IOException e) {
        account.remark(unit.name(), "Trouble with its files, going on: " + e.getMessage());
    }
}
