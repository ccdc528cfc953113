package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What holds for every run that is over, whatever happened in it: the contract's rules, from the journal and the host. */
final class RunRules {

    private final RunScenario scenario;
    private final WorkPlan plan;
    private final ScriptedRun run;

    RunRules(RunScenario scenario, ScriptedRun run) {
        this.scenario = scenario;
        this.plan = scenario.plan();
        this.run = run;
    }

    void check() {
        try {
            everyUnitEndsOnce();
            eventsComeInOrder();
            nothingStartsBeforeWhatItNeeds();
            neverMoreProcessesThanAsked();
            neverTwoUnitsInOneDataDirectory();
            neverTwoInitsInOneModule();
            noProcessGetsTwoSignals();
            nothingStartsAfterAnAbort();
            aUnitThatWasAbortedStartsNothing();
            killsWaitForTheGracePeriod();
            failFastLetsAppliesFinish();
            nothingIsAppliedTwiceOrWithoutAPlan();
            initRunsOnceAndNotAfterAnApply();
            statesAreTrue();
            verdictIsTrue();
            assertThat(run.files.left()).as("private files").isEmpty();
            assertThat(run.locks.held()).as("locks").isEmpty();
            everythingIsInOrderAfterInits();
        } catch (AssertionError broken) {
            throw new AssertionError(broken.getMessage() + "\nin\n" + run.history(), broken);
        }
    }

    /** Where a process couldn't be ended, it is left to the next run of that module. */
    private void everythingIsInOrderAfterInits() {
        if (run.cache != null) {
            assertThat(((MemoryProviderCache) run.cache.providers()).open())
                    .as("inits after which nothing was put in order")
                    .allMatch(unit -> run.host.processes().stream()
                            .anyMatch(process -> process.id.unit().equals(unit) && process.isLost()));
        }
    }

    private void everyUnitEndsOnce() {
        assertThat(run.events(RunEvent.UnitEnded.class))
                .extracting(RunEvent.UnitEnded::unit)
                .containsExactlyInAnyOrderElementsOf(
                        plan.units().stream().map(Unit::name).toList());
        assertThat(run.events(RunEvent.RunEnded.class)).hasSize(1);
        assertThat(run.journal.get(run.journal.size() - 1)).isInstanceOf(RunEvent.RunEnded.class);
        assertThat(run.journal.get(0)).isInstanceOf(RunEvent.RunStarted.class);
    }

    private void eventsComeInOrder() {
        Set<String> started = new HashSet<>();
        Set<String> ended = new HashSet<>();
        Set<String> planned = new HashSet<>();
        for (RunEvent event : run.journal) {
            if (event instanceof RunEvent.UnitStarted start) {
                started.add(start.unit());
                assertThat(ended).doesNotContain(start.unit());
            } else if (event instanceof RunEvent.ChainStarting chain) {
                assertThat(started).contains(chain.unit());
                assertThat(ended).doesNotContain(chain.unit());
                chain.processes()
                        .forEach(process -> assertThat(planned.add(chain.unit() + "-k/" + process.number()))
                                .as("a new number")
                                .isTrue());
            } else if (event instanceof RunEvent.ProcessEnded process) {
                assertThat(ended).doesNotContain(process.unit());
                assertThat(planned).contains(process.unit() + "-k/" + process.number());
            } else if (event instanceof RunEvent.UnitEnded end) {
                assertThat(started.contains(end.unit()))
                        .as("%s was started", end.unit())
                        .isEqualTo(
                                end.state() != UnitState.SKIPPED || end.cause() == EndCause.NEEDS_APPLY
                                        ? started.contains(end.unit())
                                        : false);
                ended.add(end.unit());
            }
        }
        run.host
                .processes()
                .forEach(process -> assertThat(planned)
                        .as("processes in the journal")
                        .contains(process.id.unit() + "/" + process.id.number()));
    }

    private void nothingStartsBeforeWhatItNeeds() {
        Map<String, UnitState> states = new HashMap<>();
        for (RunEvent event : run.journal) {
            if (event instanceof RunEvent.UnitEnded end) {
                states.put(end.unit(), end.state());
            } else if (event instanceof RunEvent.UnitStarted start) {
                assertThat(plan.prerequisites(start.unit()))
                        .as("prerequisites of %s", start.unit())
                        .allSatisfy(unit -> assertThat(states.get(unit)).isEqualTo(UnitState.SUCCEEDED));
            }
        }
    }

    private void neverMoreProcessesThanAsked() {
        for (ScriptedProcess process : run.host.processes()) {
            long atOnce = run.host.processes().stream()
                    .filter(other -> !other.startedAt.isAfter(process.startedAt)
                            && (other.endsAt.isAfter(process.startedAt) || other == process))
                    .count();
            assertThat(atOnce)
                    .as("processes at once")
                    .isLessThanOrEqualTo(Math.min(4, scenario.settings().parallelAsked()));
        }
    }

    private void neverTwoInitsInOneModule() {
        List<ScriptedProcess> inits = run.host.processes().stream()
                .filter(process -> process.spec.command().equals("init"))
                .toList();
        neverAtOnce(inits, process -> plan.unit(name(process)).directory());
    }

    private void neverTwoUnitsInOneDataDirectory() {
        neverAtOnce(run.host.processes(), process -> plan.unit(name(process)).dataPath());
    }

    private static void neverAtOnce(List<ScriptedProcess> all, Function<ScriptedProcess, String> directory) {
        for (ScriptedProcess one : all) {
            for (ScriptedProcess other : all) {
                boolean overlap = !other.id.equals(one.id)
                        && directory.apply(one).equals(directory.apply(other))
                        && !other.startedAt.isBefore(one.startedAt)
                        && other.startedAt.isBefore(one.endsAt);
                assertThat(overlap)
                        .as("%s and %s at once in one directory", one.id, other.id)
                        .isFalse();
            }
        }
    }

    private static String name(ScriptedProcess process) {
        return process.id.unit().substring(0, process.id.unit().length() - 2);
    }

    private void noProcessGetsTwoSignals() {
        run.host
                .processes()
                .forEach(process -> assertThat(process.signals)
                        .as("signals to %s", process.id)
                        .isLessThanOrEqualTo(1));
    }

    private void nothingStartsAfterAnAbort() {
        run.events(RunEvent.AbortRequested.class).stream().findFirst().ifPresent(abort -> {
            // While no engine lives, a chain that it had started goes on. One that leaves nothing in the journal but
            // its
            // own beginning has died before its first look.
            Instant stopped = abort.at();
            for (int i = run.journal.indexOf(abort); i + 1 < run.journal.size(); i++) {
                if (run.journal.get(i) instanceof RunEvent.RunResumed resumed) {
                    stopped = resumed.at();
                    if (!(run.journal.get(i + 1) instanceof RunEvent.RunResumed)) {
                        break;
                    }
                }
            }
            Instant looked = stopped;
            assertThat(run.host.processes())
                    .allSatisfy(process -> assertThat(process.startedAt)
                            .as("start of %s", process.id)
                            .isBeforeOrEqualTo(looked));
            int from = run.journal.indexOf(abort);
            assertThat(run.journal.subList(from, run.journal.size()))
                    .noneMatch(
                            event -> event instanceof RunEvent.ChainStarting || event instanceof RunEvent.UnitStarted);
        });
    }

    private void aUnitThatWasAbortedStartsNothing() {
        run.events(RunEvent.UnitAbortRequested.class)
                .forEach(abort -> assertThat(run.journal.subList(run.journal.indexOf(abort), run.journal.size()))
                        .noneMatch(event -> event instanceof RunEvent.ChainStarting chain
                                        && chain.unit().equals(abort.unit())
                                || event instanceof RunEvent.UnitStarted start
                                        && start.unit().equals(abort.unit())));
    }

    private void killsWaitForTheGracePeriod() {
        List<Instant> killRequests = run.events(RunEvent.AbortRequested.class).stream()
                .filter(RunEvent.AbortRequested::kill)
                .map(RunEvent::at)
                .toList();
        List<Instant> byPersons = scenario.aborts().stream()
                .filter(abort -> abort.person() && abort.unit() < 0)
                .map(abort -> VirtualClock.START.plusMillis(abort.millis()))
                .toList();
        killRequests.forEach(kill ->
                assertThat(byPersons).anySatisfy(first -> assertThat(first).isBeforeOrEqualTo(kill.minusSeconds(3))));
        Duration grace = scenario.settings().gracePeriod();
        for (ScriptedProcess process : run.host.processes()) {
            if (process.killedAt != null && process.signalledAt != null) {
                boolean patient = !process.killedAt.isBefore(process.signalledAt.plus(grace));
                boolean asked = killRequests.stream().anyMatch(kill -> !kill.isAfter(process.killedAt))
                        || run.events(RunEvent.UnitAbortRequested.class).stream()
                                .anyMatch(kill -> kill.kill()
                                        && kill.unit().equals(name(process))
                                        && !kill.at().isAfter(process.killedAt));
                assertThat(patient || asked)
                        .as("a reason to kill %s", process.id)
                        .isTrue();
            }
        }
    }

    private void failFastLetsAppliesFinish() {
        if (scenario.settings().failFast() == FailFast.ON) {
            run.events(RunEvent.UnitInterrupted.class).stream()
                    .filter(event -> event.why().contains("failFast"))
                    .forEach(event -> assertThat(run.host.processes(event.unit() + "-k", "apply"))
                            .as("apply of %s, which was interrupted by failFast", event.unit())
                            .isEmpty());
        }
    }

    private void nothingIsAppliedTwiceOrWithoutAPlan() {
        for (Unit unit : plan.units()) {
            List<ScriptedProcess> applies = run.host.processes(unit.key(), "apply");
            assertThat(applies).as("applies of %s", unit.name()).hasSizeLessThanOrEqualTo(1);
            if (!applies.isEmpty()) {
                assertThat(run.host.processes(unit.key(), "plan"))
                        .anySatisfy(made -> assertThat(made.exitCode).isEqualTo(2));
            }
        }
    }

    private void initRunsOnceAndNotAfterAnApply() {
        boolean mustInit = scenario.settings().init() == InitMode.ALWAYS || scenario.operation() == Operation.INIT;
        boolean mayInit = scenario.settings().init() != InitMode.NEVER || mustInit;
        for (Unit unit : plan.units()) {
            List<ScriptedProcess> inits = run.host.processes(unit.key(), "init");
            assertThat(inits).as("inits of %s", unit.name()).hasSizeLessThanOrEqualTo(mayInit ? 1 : 0);
            List<ScriptedProcess> others = run.host.processes().stream()
                    .filter(process -> process.id.unit().equals(unit.key())
                            && !process.spec.command().equals("init"))
                    .toList();
            if (mustInit && !others.isEmpty()) {
                assertThat(inits).as("inits of %s", unit.name()).hasSize(1);
            }
            for (ScriptedProcess init : inits) {
                assertThat(others)
                        .as("processes of %s before its init", unit.name())
                        .filteredOn(process -> process.id.number() < init.id.number())
                        .allSatisfy(process -> {
                            assertThat(mustInit).isFalse();
                            assertThat(process.spec.command()).isNotEqualTo("apply");
                        });
            }
        }
    }

    private void statesAreTrue() {
        for (RunEvent.UnitEnded end : run.events(RunEvent.UnitEnded.class)) {
            Unit unit = plan.unit(end.unit());
            List<ScriptedProcess> processes = new ArrayList<>(run.host.processes().stream()
                    .filter(process -> process.id.unit().equals(unit.key()))
                    .sorted(Comparator.comparingInt(process -> process.id.number()))
                    .toList());
            ScriptedProcess last = processes.isEmpty() ? null : processes.get(processes.size() - 1);
            boolean lastEndedWell = last != null
                    && !last.isLost()
                    && (last.exitCode == 0
                            || last.exitCode == 2 && last.spec.command().equals("plan"));
            switch (end.state()) {
                case SUCCEEDED -> assertThat(lastEndedWell).as("%s did it", end).isTrue();
                case TIMED_OUT -> {
                    assertThat(unit.timeout()).as("timeout of %s", end).isNotNull();
                    assertThat(startOf(end.unit()).plus(unit.timeout())).isBeforeOrEqualTo(end.at());
                }
                case ABORTED ->
                    assertThat(!run.events(RunEvent.AbortRequested.class).isEmpty()
                                    || isUnwanted(end.unit())
                                    || end.cause() == EndCause.FAIL_FAST)
                            .as("a reason for %s", end)
                            .isTrue();
                case SKIPPED -> {
                    if (end.cause() != EndCause.NEEDS_APPLY) {
                        assertThat(processes).as("processes of %s", end).isEmpty();
                    }
                }
                default -> assertThat(end.state()).isEqualTo(UnitState.FAILED);
            }
            if (end.state() == UnitState.FAILED) {
                assertThat(end.reason()).as("reason of %s", end).isNotBlank();
            }
        }
    }

    private boolean isUnwanted(String unit) {
        return run.events(RunEvent.UnitAbortRequested.class).stream()
                .anyMatch(abort -> abort.unit().equals(unit));
    }

    private Instant startOf(String unit) {
        return run.events(RunEvent.UnitStarted.class).stream()
                .filter(start -> start.unit().equals(unit))
                .findFirst()
                .orElseThrow()
                .at();
    }

    private void verdictIsTrue() {
        RunReport report = run.report();
        assertThat(report.totals().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(plan.units().size());
        assertThat(report.units()).extracting(UnitReport::status).allMatch(UnitState::isFinal);
        boolean aborted = run.events(RunEvent.UnitEnded.class).stream().anyMatch(end -> end.cause() == EndCause.ABORT);
        boolean failed = report.count(UnitState.FAILED, UnitState.TIMED_OUT) > 0;
        assertThat(report.status())
                .isEqualTo(aborted ? RunStatus.ABORTED : failed ? RunStatus.FAILED : RunStatus.SUCCEEDED);
        if (report.status() == RunStatus.SUCCEEDED) {
            assertThat(run.events(RunEvent.UnitEnded.class))
                    .allMatch(end -> end.state() == UnitState.SUCCEEDED || end.state() == UnitState.SKIPPED);
        }
    }
}
