package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.providers.CacheModule;
import io.jenkins.plugins.terraformparallel.engine.providers.CacheOffer;
import io.jenkins.plugins.terraformparallel.engine.providers.ProviderCache;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A provider cache that is strict with whoever works with it. It outlives engines. */
final class MemoryProviderCache implements ProviderCache {

    static final String DIRECTORY = "/cache";

    private final ScriptedHost host;
    private final long seed;

    // Mutable state
    private final Set<String> brought = new HashSet<>();
    /** Who comes after a dead engine doesn't know all that it knew; that may cost time. */
    private boolean engineDied;

    /** What was prepared and not put in order yet, by unit, with what it may bring. */
    private final Map<String, Set<String>> open = new LinkedHashMap<>();

    MemoryProviderCache(ScriptedHost host, long seed) {
        this.host = host;
        this.seed = seed;
    }

    @Override
    public List<List<String>> missing(List<CacheModule> modules, boolean upgrade) {
        return modules.stream()
                .map(module -> List.copyOf(missing(module.unit())))
                .toList();
    }

    @Override
    public CacheOffer prepare(CacheModule module, String run, boolean upgrade, boolean completes) {
        assertThat(host.isBusy(module.unit()))
                .as("%s runs while its init is prepared", module.unit())
                .isFalse();
        Set<String> brings = missing(module.unit());
        open.remove(module.unit());
        open.forEach((unit, others) -> assertThat(engineDied || Collections.disjoint(others, brings))
                .as("%s and %s don't bring the same at once", unit, module.unit())
                .isTrue());
        open.put(module.unit(), brings);
        return new CacheOffer(
                DIRECTORY + "/" + module.unit(),
                brings.isEmpty() && random(module.unit()).nextBoolean());
    }

    @Override
    public String settle(CacheModule module, String run, boolean succeeded) {
        assertThat(host.isBusy(module.unit()))
                .as("%s runs while it is put in order", module.unit())
                .isFalse();
        Set<String> brings = open.remove(module.unit());
        if (brings != null && succeeded) {
            brought.addAll(brings);
        }
        return null;
    }

    void engineDied() {
        engineDied = true;
    }

    /** Units after whose init nothing was put in order. */
    Set<String> open() {
        return open.keySet();
    }

    /** One of a few providers that not everybody needs. */
    private Set<String> missing(String unit) {
        List<String> needs =
                new ArrayList<>(List.of("a", "b", "c").subList(0, random(unit).nextInt(4)));
        needs.removeAll(brought);
        return new HashSet<>(needs);
    }

    private Random random(String unit) {
        return new Random(seed + unit.hashCode());
    }
}
