package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.providers.CacheModule;
import io.jenkins.plugins.terraformparallel.engine.providers.CacheOffer;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One unit's init and the run's provider cache: what the init gets, and that everything is put in order once it has ended.
 * Where the run has no cache nothing happens. Not thread-safe.
 */
final class UnitCache {

    private static final String INIT = "init";
    private static final String READ_ONLY = "-lockfile=readonly";
    /** Variables that tell terraform where its configuration is, or give it options. */
    private static final List<String> SOURCES =
            List.of("HOME", "TERRAFORM_CONFIG", "TF_CLI_ARGS", "TF_CLI_ARGS_init", "TF_CLI_CONFIG_FILE");

    private final RunCache cache;
    private final String runId;
    private final CacheModule module;
    private final boolean upgrade;
    private final boolean completes;

    // Mutable state
    /** Whether an init may have run that nothing was put in order after. */
    private boolean open;
    /** Whether the init alone makes a chain, because something has to be done after it. */
    private boolean alone;

    UnitCache(Unit unit, RunResources resources, TerraformOptions options) {
        this.cache = resources.providerCache();
        this.runId = resources.runId();
        this.module = module(unit, options);
        this.upgrade = options.upgrade();
        this.completes = cache != null && !readsLockFileOnly(options, resources.environment(), unit.env());
    }

    static CacheModule module(Unit unit, TerraformOptions options) {
        return new CacheModule(unit.key(), unit.directory(), unit.dataPath(), source(unit, options));
    }

    /** What the cache on this machine can't see. As a hash: a unit's variables are nobody else's business. */
    private static String source(Unit unit, TerraformOptions options) {
        List<String> own = new ArrayList<>();
        for (String option : options.extraArgs().getOrDefault(INIT, List.of())) {
            if (option.startsWith("-plugin-dir") || option.startsWith("--plugin-dir")) {
                own.add(option);
            }
        }
        for (String name : SOURCES) {
            if (unit.env().containsKey(name)) {
                own.add(name + "=" + unit.env().get(name));
            }
        }
        return own.isEmpty() ? "" : Sha256.of(String.join("\n", own));
    }

    /**
     * Prepares an init where it is among what comes next.
     *
     * @return what makes the next chain: all of it, or the init alone, after which something has to be put in order
     */
    List<UnitCommand> before(List<UnitCommand> next, Map<UnitCommand, Map<String, String>> environments)
            throws IOException {
        if (cache == null || !next.contains(UnitCommand.INIT)) {
            return next;
        }
        CacheOffer offer = cache.providers().prepare(module, runId, upgrade, completes);
        open = true;
        alone = !offer.complete();
        environments.put(UnitCommand.INIT, offer.environment());
        return alone ? next.subList(0, next.indexOf(UnitCommand.INIT) + 1) : next;
    }

    /** An earlier engine may have prepared an init. */
    void resume() {
        open = cache != null;
        alone = open;
    }

    /** Whether others who wait for what the init brings have to go on waiting. */
    boolean isOpen() {
        return open && alone;
    }

    /**
     * Puts everything in order; none of the unit's processes runs.
     *
     * @param init null where it isn't known to have ended
     * @return what is wrong, in a sentence; null where nothing is
     */
    @CheckForNull
    String settle(@CheckForNull CommandResult init) {
        if (!open) {
            return null;
        }
        open = false;
        try {
            return cache.providers().settle(module, runId, init != null && init.exitedWith(0));
        } catch (IOException e) {
            return "the provider cache " + cache.directory() + " can't be used: " + e.getMessage();
        }
    }

    private static boolean readsLockFileOnly(
            TerraformOptions options, Map<String, String> inherited, Map<String, String> own) {
        return options.extraArgs().getOrDefault(INIT, List.of()).contains(READ_ONLY)
                || List.of("TF_CLI_ARGS", "TF_CLI_ARGS_init").stream()
                        .map(name -> own.getOrDefault(name, inherited.getOrDefault(name, "")))
                        .anyMatch(arguments -> arguments.contains(READ_ONLY));
    }
}
