package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;

/** Requests that are wrong, for tests. */
final class Requests {

    private Requests() {}

    /** The mistakes of a request that has some. */
    static List<Mistake> mistakes(Map<String, ?> raw, Map<String, String> environment) {
        return catchThrowableOfType(RequestException.class, () -> RequestReader.read(raw, environment))
                .mistakes();
    }
}
