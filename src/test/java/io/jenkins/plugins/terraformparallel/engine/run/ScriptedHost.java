package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec.Guard;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.engine.run.ProcessScript.Fate;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A machine whose processes follow scripts in virtual time. As on a real one they belong to nobody: an engine may come
 * and go, chains go on, and a process is never started twice.
 */
final class ScriptedHost implements ProcessHost {

    static final String DIRECTORY = "/run";
    private static final Duration LAUNCH = Duration.ofMillis(7);

    /** A chain that was launched. */
    private static final class Launched {
        private final Chain chain;
        private final List<ScriptedProcess> started = new ArrayList<>();
        private Instant nextAt;
        private boolean stopped;
        /** Whether the process whose turn it was found the chain stopped, or its guard didn't hold. */
        private ProcessState heldBack;

        private Launched(Chain chain, Instant nextAt) {
            this.chain = chain;
            this.nextAt = nextAt;
        }
    }

    private final Clock clock;
    private final BiFunction<String, String, ProcessScript> scripts;

    /** All that were ever started. */
    final List<Chain> started = new ArrayList<>();

    // Mutable state
    private final Map<String, Launched> chains = new LinkedHashMap<>();
    private final Map<ProcessId, ScriptedProcess> processes = new LinkedHashMap<>();
    private final Map<String, Boolean> stoppedEarly = new HashMap<>();
    private long nextPid = 1000;
    /** Which calls fail; is asked with the method's name. */
    private Predicate<String> trouble = method -> false;

    /** @param scripts by the unit's key and the process's word */
    ScriptedHost(Clock clock, BiFunction<String, String, ProcessScript> scripts) {
        this.clock = clock;
        this.scripts = scripts;
    }

    void troubleWith(Predicate<String> methods) {
        trouble = methods;
    }

    /** Every process that was ever started, in the order of their starts. */
    List<ScriptedProcess> processes() {
        goOn();
        return processes.values().stream()
                .sorted(Comparator.comparing(process -> process.startedAt))
                .toList();
    }

    List<ScriptedProcess> processes(String unit, String command) {
        return processes().stream()
                .filter(process ->
                        process.id.unit().equals(unit) && process.spec.command().equals(command))
                .toList();
    }

    /** Whether anything of the unit runs or is about to. */
    boolean isBusy(String unit) {
        goOn();
        return processes.values().stream()
                        .anyMatch(process -> process.id.unit().equals(unit) && process.isRunning(clock.instant()))
                || chains.values().stream()
                        .anyMatch(launched -> launched.chain.unit().equals(unit) && launched.nextAt != null);
    }

    @Override
    public String directory() {
        return DIRECTORY;
    }

    @Override
    public void start(Chain chain) throws IOException {
        failWhereAsked("start");
        started.add(chain);
        goOn();
        boolean known = chain.processes().stream().anyMatch(spec -> processes.containsKey(chain.id(spec)));
        if (!known && !chains.containsKey(key(chain.unit(), chain.number()))) {
            Launched launched = new Launched(chain, clock.instant().plus(LAUNCH));
            launched.stopped = stoppedEarly.containsKey(key(chain.unit(), chain.number()));
            chains.put(key(chain.unit(), chain.number()), launched);
        }
    }

    @Override
    public List<ProcessProgress> poll(List<ProcessQuery> queries) throws IOException {
        failWhereAsked("poll");
        goOn();
        return queries.stream().map(this::progress).toList();
    }

    private ProcessProgress progress(ProcessQuery query) {
        ScriptedProcess process = processes.get(query.id());
        if (process == null || process.discarded) {
            return new ProcessProgress(query.id(), neverStarted(query), new byte[0], new byte[0], false);
        }
        byte[] visible = process.visible(clock.instant());
        int from = (int) Math.min(query.stdoutFrom(), visible.length);
        int to = Math.min(visible.length, from + Math.min(query.maxBytes(), 2000));
        return new ProcessProgress(
                query.id(),
                process.state(clock.instant()),
                Arrays.copyOfRange(visible, from, to),
                new byte[0],
                to < visible.length);
    }

    private ProcessState neverStarted(ProcessQuery query) {
        Launched launched = chains.get(key(query.id().unit(), query.chain()));
        if (launched == null) {
            return new ProcessState.Never(false);
        }
        boolean isNext = launched.chain.processes().stream()
                        .map(ProcessSpec::number)
                        .toList()
                        .indexOf(query.id().number())
                == launched.started.size();
        if (isNext && launched.heldBack != null) {
            return launched.heldBack;
        }
        return new ProcessState.Never(launched.nextAt != null);
    }

    @Override
    public void stopChain(String unit, int chain) throws IOException {
        failWhereAsked("stopChain");
        goOn();
        Launched launched = chains.get(key(unit, chain));
        if (launched == null) {
            stoppedEarly.put(key(unit, chain), true);
        } else {
            launched.stopped = true;
        }
    }

    @Override
    public boolean interrupt(ProcessId id) throws IOException {
        failWhereAsked("interrupt");
        goOn();
        ScriptedProcess process = processes.get(id);
        if (process == null || !process.isRunning(clock.instant())) {
            return false;
        }
        if (process.signalledAt == null) {
            process.terminate(clock.instant());
        }
        return true;
    }

    @Override
    public List<FoundProcess> find(String unit) throws IOException {
        failWhereAsked("find");
        goOn();
        return processes.values().stream()
                .filter(process -> process.id.unit().equals(unit) && process.isRunning(clock.instant()))
                .map(process -> new FoundProcess(process.pid, process.pid, "terraform " + process.spec.command()))
                .toList();
    }

    @Override
    public void signal(FoundProcess found, boolean kill) throws IOException {
        failWhereAsked("signal");
        goOn();
        for (ScriptedProcess process : processes.values()) {
            if (process.pid == found.pid() && process.isRunning(clock.instant())) {
                if (kill) {
                    process.kill(clock.instant());
                } else {
                    process.terminate(clock.instant());
                }
            }
        }
    }

    @Override
    public void discard(ProcessId id) throws IOException {
        failWhereAsked("discard");
        ScriptedProcess process = processes.get(id);
        if (process != null) {
            if (process.isRunning(clock.instant())) {
                throw new AssertionError("discarded while it runs: " + id);
            }
            process.discarded = true;
        }
    }

    @Override
    public void discardChain(String unit, int chain) throws IOException {
        failWhereAsked("discardChain");
        goOn();
        Launched launched = chains.remove(key(unit, chain));
        if (launched != null && launched.nextAt != null && !launched.stopped) {
            throw new AssertionError("discarded while it may start more: chain " + chain + " of " + unit);
        }
    }

    @Override
    public void onChange(Runnable callback) {
        // Whoever drives virtual time needs no hint.
    }

    /** What a process printed, while its directory is there. */
    byte[] output(ProcessId id) throws IOException {
        ScriptedProcess process = processes.get(id);
        if (process == null || process.discarded) {
            throw new IOException("no output of " + id);
        }
        return process.stdout();
    }

    /** Lets chains do what they have done by now. */
    private void goOn() {
        for (Launched launched : chains.values()) {
            ScriptedProcess last = last(launched);
            if (launched.nextAt != null && last != null) {
                // It may have been signalled or killed meanwhile.
                launched.nextAt = last.endsAt;
            }
            while (launched.nextAt != null && !clock.instant().isBefore(launched.nextAt)) {
                next(launched);
            }
        }
    }

    private static ScriptedProcess last(Launched launched) {
        return launched.started.isEmpty() ? null : launched.started.get(launched.started.size() - 1);
    }

    private void next(Launched launched) {
        int done = launched.started.size();
        ScriptedProcess last = last(launched);
        if (last != null && !last.continues()
                || done == launched.chain.processes().size()) {
            launched.nextAt = null;
            return;
        }
        ProcessSpec spec = launched.chain.processes().get(done);
        ProcessScript script = scripts.apply(launched.chain.unit(), spec.command());
        boolean refused = script.fate() == Fate.REFUSED && spec.guard() == Guard.DEFAULT_WORKSPACE;
        if (launched.stopped || refused) {
            launched.heldBack = launched.stopped ? new ProcessState.Stopped() : new ProcessState.Refused();
            launched.nextAt = null;
            return;
        }
        ScriptedProcess process =
                new ScriptedProcess(launched.chain.id(spec), spec, nextPid++, launched.nextAt, script);
        if (processes.put(process.id, process) != null) {
            throw new AssertionError("started twice: " + process.id);
        }
        launched.started.add(process);
        launched.nextAt = process.endsAt;
    }

    private void failWhereAsked(String method) throws IOException {
        if (trouble.test(method)) {
            throw new IOException("scripted trouble with " + method);
        }
    }

    private static String key(String unit, int chain) {
        return unit + "/" + chain;
    }
}
