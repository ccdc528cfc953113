package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The values that a request's {@code mask} makes secrets, for whoever keeps them out of what is shown or written. */
public final class MaskedValues {

    private MaskedValues() {}

    /**
     * All values of the masked names in vars, env and backendConfig of the run and its modules, and in the environment.
     * A list or map contributes every text and number that it holds, a number all the ways to write it.
     *
     * @param environment what terraform inherits
     * @return as they are, not escaped in any way, sorted; none is empty
     */
    public static Set<String> secretValues(RunRequest request, Map<String, String> environment) {
        return secretValues(request.mask(), request, environment);
    }

    /** As {@link #secretValues(RunRequest, Map)}, for other names than the request's own. */
    public static Set<String> secretValues(
            Collection<String> names, RunRequest request, Map<String, String> environment) {
        List<Map<String, ?>> places = new ArrayList<>();
        ModuleDefaults defaults = request.defaults();
        places.add(environment);
        places.add(defaults.vars());
        places.add(defaults.backendConfig());
        places.add(defaults.env());
        for (ModuleSelection selection : request.modules()) {
            if (selection instanceof ModuleRequest module) {
                places.add(module.vars());
                places.add(module.backendConfig());
                places.add(module.env());
            }
        }
        Set<String> secrets = new TreeSet<>();
        for (String name : names) {
            places.forEach(place -> secrets.addAll(SecretLeaves.of(place.get(name))));
        }
        return Collections.unmodifiableSet(secrets);
    }
}
