package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Locks in memory: others hold some of them for a while, and an engine's death gives back what it held. */
final class MemoryLocks implements DirectoryLocks {

    private final Clock clock;
    private final ScriptedHost host;
    private final Map<String, String> held = new HashMap<>();
    /** Who announced what; outlives an engine. */
    private final Map<String, Note> notes = new HashMap<>();

    private final Map<String, Instant> foreign = new HashMap<>();

    private record Note(String holder, List<String> units) {}

    MemoryLocks(Clock clock, ScriptedHost host) {
        this.clock = clock;
        this.host = host;
    }

    /** Another run has this until then. */
    void holdFor(String resource, Instant until) {
        foreign.put(resource, until);
    }

    void engineDied() {
        held.clear();
    }

    /** What is held now, and by whom. */
    Map<String, String> held() {
        return held;
    }

    @Override
    public Claim claim(String resource, String holder) {
        if (foreign.containsKey(resource) && clock.instant().isBefore(foreign.get(resource))) {
            return new Busy("unit x of another run");
        }
        if (held.containsKey(resource)) {
            return new Busy(held.get(resource));
        }
        Note note = notes.get(resource);
        if (note != null && !note.holder.equals(holder) && note.units.stream().anyMatch(host::isBusy)) {
            return new Busy(note.holder + ", whose terraform is still running");
        }
        held.put(resource, holder);
        return new Held() {
            @Override
            public void announce(String hostDirectory, List<String> units) {
                notes.put(resource, new Note(holder, units));
            }

            @Override
            public void close() {
                held.remove(resource, holder);
            }
        };
    }
}
