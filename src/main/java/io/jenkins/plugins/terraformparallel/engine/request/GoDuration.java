package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as terraform writes them, which is as Go does: {@code 90s}, {@code 1h30m}, {@code 1.5h}, {@code 250ms}.
 *
 * <p>Go's {@code time.ParseDuration} is the measure, aside from its bare {@code 0}: a number without a unit is never
 * taken here.
 */
public final class GoDuration {

    /** Longer texts are nobody's duration; the bound keeps arithmetic cheap. */
    private static final int MAX_LENGTH = 200;

    private static final Pattern PART = Pattern.compile("(\\d*)(?:\\.(\\d*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");

    private static final Map<String, Long> NANOS_OF_UNIT = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final BigInteger MAX_NANOS = BigInteger.valueOf(Long.MAX_VALUE);

    private GoDuration() {}

    /** The duration, which may be zero or negative; null where Go wouldn't take the text, also for its size. */
    @CheckForNull
    public static Duration parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        boolean signed = text.startsWith("-") || text.startsWith("+");
        BigInteger nanos = nanos(signed ? text.substring(1) : text);
        if (nanos == null || nanos.compareTo(MAX_NANOS) > 0) {
            return null;
        }
        Duration duration = Duration.ofNanos(nanos.longValueExact());
        return text.startsWith("-") ? duration.negated() : duration;
    }

    /** The shortest usual way to write it, such as {@code 5m}, {@code 1h30m}, {@code 1.5s} or {@code 250ms}. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        if (duration.getSeconds() == 0) {
            return fractionOfASecond(duration.getNano());
        }
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutesPart() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        if (duration.toSecondsPart() > 0 || duration.getNano() > 0) {
            BigDecimal seconds = BigDecimal.valueOf(duration.getNano(), 9)
                    .add(BigDecimal.valueOf(duration.toSecondsPart()))
                    .stripTrailingZeros();
            text.append(seconds.toPlainString()).append('s');
        }
        return text.toString();
    }

    private static String fractionOfASecond(int nanos) {
        if (nanos % 1_000_000 == 0) {
            return nanos / 1_000_000 + "ms";
        }
        return nanos % 1_000 == 0 ? nanos / 1_000 + "us" : nanos + "ns";
    }

    @CheckForNull
    private static BigInteger nanos(String text) {
        Matcher part = PART.matcher(text);
        BigInteger sum = BigInteger.ZERO;
        int end = 0;
        while (end < text.length()) {
            if (!part.find(end) || part.start() != end) {
                return null;
            }
            String whole = part.group(1);
            String fraction = part.group(2) == null ? "" : part.group(2);
            if (whole.isEmpty() && fraction.isEmpty()) {
                return null;
            }
            BigDecimal value = new BigDecimal("0" + whole + "." + fraction + "0");
            BigDecimal unit = BigDecimal.valueOf(NANOS_OF_UNIT.get(part.group(3)));
            // Go cuts off what is less than a nanosecond, part by part.
            sum = sum.add(value.multiply(unit).setScale(0, RoundingMode.DOWN).toBigIntegerExact());
            end = part.end();
        }
        return end == 0 ? null : sum;
    }
}
