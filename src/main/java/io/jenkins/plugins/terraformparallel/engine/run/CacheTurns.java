package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who has to wait for a turn at the run's provider cache: units whose init may bring something that the cache doesn't have.
 * What one of them brings, the others then find there. A wrong guess costs time and nothing else. Not thread-safe.
 */
final class CacheTurns {

    private final RunCache cache;
    private final TerraformOptions options;

    // Mutable state
    /** What units need, by their names. */
    private final Map<String, List<String>> missing = new HashMap<>();
    /** What an init of this run has found or brought. */
    private final Set<String> known = new HashSet<>();

    CacheTurns(RunCache cache, TerraformOptions options) {
        this.cache = cache;
        this.options = options;
    }

    /** What these need has to be looked at again. */
    void forget(Collection<Unit> units) {
        units.forEach(unit -> missing.remove(unit.name()));
    }

    private void look(List<Unit> asked) throws IOException {
        List<List<String>> answers = cache.providers()
                .missing(
                        new ArrayList<>(asked.stream()
                                .map(unit -> UnitCache.module(unit, options))
                                .toList()),
                        options.upgrade());
        for (int i = 0; i < asked.size(); i++) {
            missing.put(asked.get(i).name(), answers.get(i));
        }
    }

    /**
     * Whether a unit's init has to wait for a turn.
     *
     * @param units those that will be asked about, too: all that nothing is known of are looked at at once
     */
    boolean needsTurn(Unit unit, Collection<Unit> units) throws IOException {
        if (!missing.containsKey(unit.name())) {
            look(units.stream()
                    .filter(each -> !missing.containsKey(each.name()))
                    .toList());
        }
        return !known.containsAll(missing.getOrDefault(unit.name(), List.of()));
    }

    /** A unit's init has succeeded, and everything is in order after it. */
    void initialised(Unit unit) {
        known.addAll(missing.getOrDefault(unit.name(), List.of()));
    }
}
