package io.jenkins.plugins.terraformparallel.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measurements of one thing. Not thread-safe. */
final class Samples {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
        Collections.sort(values);
    }

    int size() {
        return values.size();
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    double min() {
        return values.get(0);
    }

    double max() {
        return values.get(values.size() - 1);
    }

    /** The value below which this part of all lies. */
    double quantile(double part) {
        return values.get((int) Math.min(values.size() - 1L, Math.round(part * (values.size() - 1))));
    }

    /** {@code 5.21 s (5.10–5.40)}. */
    String text(String unit) {
        String median = number(median()) + " " + unit;
        return size() == 1 ? median : median + " (" + number(min()) + "–" + number(max()) + ")";
    }

    /** With as many digits as mean something. */
    static String number(double value) {
        String format = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
