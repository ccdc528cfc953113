package io.jenkins.plugins.terraformparallel.pipeline.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of the step's form, in the order in which the Snippet Generator prints them. */
public enum FormField {
    MODULES("modules", Kind.LIST),
    OPERATION("operation", "plan", "plan", "apply", "destroy", "validate", "init"),
    PARALLEL("parallel", Kind.NUMBER, 4, "4", "3", "2", "1"),
    ON_FAILURE("onFailure", "fail", "fail", "unstable", "continue"),
    ON_CHANGES("onChanges", "continue", "continue", "unstable", "fail"),
    WORKSPACES("workspaces", Kind.LIST),
    CREATE_WORKSPACES("createWorkspaces", false),
    VAR_FILES("varFiles", Kind.LIST),
    VARS("vars", Kind.VALUES),
    BACKEND_CONFIG("backendConfig", Kind.VALUES),
    ENV("env", Kind.VALUES),
    MASK("mask", Kind.LIST),
    FAIL_FAST("failFast", Kind.WORD, false, "false", "true", "interrupt"),
    TIMEOUT("timeout", Kind.TEXT),
    GRACE_PERIOD("gracePeriod", Kind.TEXT),
    SAVED_PLANS("savedPlans", "auto", "auto", "require", "ignore"),
    REPLAN("replan", "stop", "stop", "apply"),
    EXECUTABLE("executable", Kind.TEXT, "terraform"),
    INIT("init", "auto", "auto", "always", "never"),
    PLUGIN_CACHE("pluginCache", Kind.WORD, false),
    SAME_DIRECTORY("sameDirectory", "serial", "serial", "parallel"),
    UPGRADE("upgrade", false),
    LOCK("lock", true),
    LOCK_TIMEOUT("lockTimeout", Kind.TEXT),
    REFRESH("refresh", true),
    REFRESH_ONLY("refreshOnly", false),
    RESOURCE_PARALLELISM("resourceParallelism", Kind.NUMBER),
    EXTRA_ARGS("extraArgs", Kind.OPTIONS),
    CONSOLE("console", "summary", "summary", "failures", "all");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private enum Kind {
        TEXT,
        /** Text, or true and false as such. */
        WORD,
        NUMBER,
        LIST,
        VALUES,
        OPTIONS
    }

    private final String key;
    private final Kind kind;

    @CheckForNull
    private final Object otherwise;

    private final List<String> choices;

    FormField(String key, Kind kind, @CheckForNull Object otherwise, String... choices) {
        this.key = key;
        this.kind = kind;
        this.otherwise = otherwise;
        this.choices = List.of(choices);
    }

    FormField(String key, Kind kind) {
        this(key, kind, null);
    }

    /** A check box. */
    FormField(String key, boolean otherwise) {
        this(key, Kind.WORD, otherwise, "true", "false");
    }

    /** A choice of words. */
    FormField(String key, String otherwise, String... choices) {
        this(key, Kind.WORD, otherwise, choices);
    }

    /** Empty where no field has this name. */
    public static Optional<FormField> named(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    /** The parameter's name. */
    public String key() {
        return key;
    }

    /** What there is to choose from, the default first where it isn't a check box; empty where it is the user's own. */
    public List<String> choices() {
        return choices;
    }

    /**
     * The argument that a text stands for; null for none and for the default.
     *
     * @throws RequestException where the text can't be read; whether the argument makes sense is another question
     */
    @CheckForNull
    Object read(String text) throws RequestException {
        Object value =
                switch (kind) {
                    case TEXT -> text.isBlank() ? null : text.strip();
                    case WORD -> word(text.strip());
                    case NUMBER -> number(text.strip());
                    case LIST -> ListText.readList(key, text);
                    case VALUES -> ValuesText.read(key, text);
                    case OPTIONS -> OptionsText.read(key, text);
                };
        return value == null || value.equals(otherwise) ? null : value;
    }

    /** The text that stands for an argument; the default's where it is null. */
    String write(@CheckForNull Object value) {
        if (value == null) {
            return otherwise == null ? "" : otherwise.toString();
        }
        return switch (kind) {
            case TEXT, WORD, NUMBER -> value.toString();
            case LIST -> ListText.writeList(value);
            case VALUES -> value instanceof Map<?, ?> map ? ValuesText.write(map) : FlowText.of(value);
            case OPTIONS -> value instanceof Map<?, ?> map ? OptionsText.write(map) : FlowText.of(value);
        };
    }

    @CheckForNull
    private static Object word(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.isEmpty() ? null : text;
    }

    /** Text where it is no number: the engine's reader says so. */
    @CheckForNull
    private static Object number(String text) {
        if (!DIGITS.matcher(text).matches()) {
            return text.isEmpty() ? null : text;
        }
        BigInteger number = new BigInteger(text);
        return number.bitLength() < Integer.SIZE ? (Object) number.intValueExact() : (Object) number.longValueExact();
    }
}
