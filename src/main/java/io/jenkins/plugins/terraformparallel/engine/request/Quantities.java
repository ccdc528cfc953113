package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads whole numbers and durations. */
final class Quantities {

    private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,1000}");
    private static final Pattern BARE_NUMBER = Pattern.compile("[0-9]*\\.?[0-9]+");
    private static final Pattern DAYS = Pattern.compile(".*[0-9](d|days?|w|weeks?)\\b.*", Pattern.CASE_INSENSITIVE);
    private static final String EXAMPLES = "a duration such as '90s', '1h30m' or '250ms'";

    private final ArgumentMap arguments;
    private final Mistakes mistakes;

    Quantities(ArgumentMap arguments, Mistakes mistakes) {
        this.arguments = arguments;
        this.mistakes = mistakes;
    }

    /** From 1; digits as text are taken, too, because a command line has nothing else. Null where not given or wrong. */
    @CheckForNull
    BigInteger wholeNumber(String key) {
        Object value = arguments.raw(key);
        BigInteger number = null;
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            number = BigInteger.valueOf(((Number) value).longValue());
        } else if (value instanceof BigInteger big) {
            number = big;
        } else if (PlainText.isText(value) && DIGITS.matcher(value.toString()).matches()) {
            number = new BigInteger(value.toString());
        }
        if (value != null && (number == null || number.signum() <= 0)) {
            mistakes.wrong(arguments.at(key), value, "a whole number from 1");
            return null;
        }
        return number;
    }

    /** As {@link #wholeNumber}; what is larger than an int is taken as the largest one. */
    int cappedNumber(String key, int otherwise) {
        BigInteger number = wholeNumber(key);
        return number == null ? otherwise : number.min(MAX_INT).intValueExact();
    }

    /** As {@link #wholeNumber}; what is larger than an int is a mistake. */
    @CheckForNull
    Integer smallNumber(String key) {
        BigInteger number = wholeNumber(key);
        if (number != null && number.compareTo(MAX_INT) > 0) {
            mistakes.wrong(arguments.at(key), arguments.raw(key), "a whole number from 1 to " + MAX_INT);
            return null;
        }
        return number == null ? null : number.intValueExact();
    }

    /** Longer than nothing; null where not given or wrong. */
    @CheckForNull
    Duration duration(String key) {
        Duration duration = anyDuration(key);
        if (duration != null && duration.compareTo(Duration.ZERO) <= 0) {
            mistakes.wrong(arguments.at(key), arguments.raw(key), "a duration longer than nothing, such as '90s'");
            return null;
        }
        return duration;
    }

    /** A duration as the user wrote it, {@code 0s} included; null where not given or wrong. */
    @CheckForNull
    String durationText(String key) {
        Duration duration = anyDuration(key);
        if (duration != null && duration.isNegative()) {
            mistakes.wrong(arguments.at(key), arguments.raw(key), "a duration that isn't negative, such as '30s'");
            return null;
        }
        return duration == null ? null : String.valueOf(arguments.raw(key));
    }

    @CheckForNull
    private Duration anyDuration(String key) {
        Object value = arguments.raw(key);
        if (value == null) {
            return null;
        }
        boolean isText = PlainText.isText(value);
        Duration duration = isText ? GoDuration.parse(value.toString()) : null;
        if (duration == null) {
            mistakes.wrong(
                    arguments.at(key), value, expected(isText || value instanceof Number ? value.toString() : ""));
        }
        return duration;
    }

    private static String expected(String given) {
        if (BARE_NUMBER.matcher(given).matches()) {
            String example = given.length() <= 10 ? given + "s" : "30s";
            return "a duration with its unit; a bare number has none: write '" + example + "'";
        }
        if (given.length() <= 100 && DAYS.matcher(given).matches()) {
            return EXAMPLES + "; the largest unit is the hour: write '24h' for a day";
        }
        return EXAMPLES;
    }
}
