package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.LeftProcess;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ends what the terraform of an interrupted unit left running, such as a provisioner's daemon that has a session of its
 * own: SIGTERM first, SIGKILL a second later. Not thread-safe.
 */
final class LeftBehind {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Nobody survives SIGKILL for long but a process in an uninterruptible wait: it is named and left. */
    private static final Duration GIVE_UP = Duration.ofSeconds(5);

    private final ProcessHost host;
    private final String unitKey;
    private final Masker masker;

    // Mutable state
    private final Map<Long, FoundProcess> seen = new LinkedHashMap<>();
    private final Map<Long, Boolean> ended = new HashMap<>();
    private final Set<Long> own;
    private Instant since;

    /** @param own pids of the unit's terraform itself, which isn't left behind but at its end */
    LeftBehind(ProcessHost host, String unitKey, Masker masker, Set<Long> own) {
        this.host = host;
        this.unitKey = unitKey;
        this.masker = masker;
        this.own = own;
    }

    /** Looks and signals once; returns whether nothing is left, or nothing more can be done. */
    boolean sweep(Instant now) throws IOException {
        if (since == null) {
            since = now;
        }
        boolean giveUp = !now.isBefore(since.plus(GIVE_UP));
        List<FoundProcess> found;
        try {
            found = host.find(unitKey);
        } catch (IOException e) {
            if (giveUp) {
                return true;
            }
            throw e;
        }
        Set<Long> alive = found.stream().map(FoundProcess::pid).collect(Collectors.toSet());
        seen.keySet().forEach(pid -> ended.put(pid, !alive.contains(pid)));
        IOException trouble = null;
        boolean kill = !now.isBefore(since.plus(PATIENCE));
        for (FoundProcess process : found) {
            boolean isNew = seen.putIfAbsent(process.pid(), process) == null;
            ended.put(process.pid(), false);
            if (isNew || kill) {
                trouble = signal(process, kill, trouble);
            }
        }
        if (trouble != null && !giveUp) {
            throw trouble;
        }
        return found.isEmpty() || giveUp;
    }

    /** One that can't be signalled keeps no other from it. */
    @CheckForNull
    private IOException signal(FoundProcess process, boolean kill, @CheckForNull IOException before) {
        try {
            host.signal(process, kill);
            return before;
        } catch (IOException e) {
            return e;
        }
    }

    /** What was left behind, and whether it was ended. */
    List<LeftProcess> processes() {
        List<LeftProcess> left = new ArrayList<>();
        seen.forEach((pid, process) -> {
            if (!own.contains(pid)) {
                left.add(new LeftProcess(pid, masker.apply(process.command()), ended.getOrDefault(pid, false)));
            }
        });
        return left;
    }
}
