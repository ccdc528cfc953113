package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds arguments that can't be kept with the build: objects of the Pipeline's, lists that hold themselves, endless ones.
 * Such a request is wrong in any case, and is refused at once by the engine's own reader, without what would need the
 * modules' files. One check, one thread, no I/O.
 */
final class UnkeepableArguments {

    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class,
            BigDecimal.class);

    /** No less than the engine's reader takes. */
    private static final int MAX_DEPTH = 80;

    private static final int MAX_VALUES = 400_000;

    private int values;

    private UnkeepableArguments() {}

    /**
     * @param environment what terraform would inherit
     * @throws AbortException with everything that is wrong, where anything can't be kept
     */
    static void refuse(Map<String, Object> arguments, Map<String, String> environment) throws AbortException {
        if (new UnkeepableArguments().isKeepable(arguments, 0)) {
            return;
        }
        try {
            RequestReader.read(arguments, environment);
        } catch (RequestException e) {
            throw new AbortException("terraformParallel: " + e.getMessage());
        }
        throw new AbortException("terraformParallel: an argument holds more than text, numbers, true, false, null, and"
                + " lists and maps of them; nothing was started");
    }

    private boolean isKeepable(@CheckForNull Object value, int depth) {
        if (++values > MAX_VALUES || depth > MAX_DEPTH) {
            return false;
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(entry -> isKeepable(entry, depth + 1));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .allMatch(entry -> entry.getKey() instanceof String && isKeepable(entry.getValue(), depth + 1));
        }
        return value == null
                || PLAIN.contains(value.getClass())
                || value instanceof Double number && Double.isFinite(number)
                || value instanceof Float number && Float.isFinite(number);
    }
}
