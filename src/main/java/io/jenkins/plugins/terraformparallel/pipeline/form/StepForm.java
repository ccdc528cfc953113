package io.jenkins.plugins.terraformparallel.pipeline.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The step's form: what is typed into it, as arguments and back, and what is wrong with it. Any thread. */
public final class StepForm {

    private StepForm() {}

    /** What is typed into a form can't be read. Without a stack trace, because the Snippet Generator would print it. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unreadable(RequestException cause) {
            super(sentences(cause.mistakes()), null, false, false);
        }
    }

    /**
     * The arguments of a submitted form, those that are the default left out.
     *
     * @param submitted gives a field's value, a text or a boolean, by its name; lists and maps are taken as they are, null
     *     is none
     * @throws Unreadable with everything that can't be read
     */
    public static Map<String, Object> read(Function<String, Object> submitted) {
        Map<String, Object> result = new LinkedHashMap<>();
        FormMistakes mistakes = new FormMistakes();
        for (FormField field : FormField.values()) {
            Object raw = submitted.apply(field.key());
            Object value = raw instanceof Map<?, ?> || raw instanceof Collection<?>
                    ? raw
                    : mistakes.noting(() -> field.read(raw == null ? "" : raw.toString()));
            if (value != null) {
                result.put(field.key(), printable(PlainCopy.of(value)));
            }
        }
        try {
            mistakes.throwIfAny();
        } catch (RequestException e) {
            throw new Unreadable(e);
        }
        return result;
    }

    /** What the form shows for one of the arguments; empty where the form has no such field. */
    public static String text(String key, Map<String, Object> arguments) {
        return FormField.named(key)
                .map(field -> field.write(arguments.get(key)))
                .orElse("");
    }

    /** What is wrong with one field, as far as it can be known without the modules' files: sentences, empty if nothing. */
    public static List<String> mistakes(FormField field, @CheckForNull String text) {
        try {
            Object value = field.read(text == null ? "" : text);
            if (value == null) {
                return List.of();
            }
            Map<String, Object> request = new LinkedHashMap<>();
            request.put(FormField.MODULES.key(), ".");
            request.put(field.key(), value);
            RequestReader.read(request, Map.of());
            return List.of();
        } catch (RequestException e) {
            return e.mistakes().stream().map(Mistake::sentence).toList();
        }
    }

    /** The Snippet Generator knows neither big integers nor exact decimals; where a double isn't the same, text is. */
    @CheckForNull
    private static Object printable(@CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> result = new LinkedHashMap<>();
            map.forEach((key, entry) -> result.put(key, printable(entry)));
            return result;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(StepForm::printable).collect(Collectors.toCollection(ArrayList::new));
        }
        if (value instanceof BigInteger) {
            return value.toString();
        }
        if (value instanceof BigDecimal number) {
            double nearest = number.doubleValue();
            boolean same = Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
            return same ? (Object) nearest : number.toString();
        }
        return value;
    }

    private static String sentences(List<Mistake> mistakes) {
        return String.join("; ", mistakes.stream().map(Mistake::sentence).toList());
    }
}
