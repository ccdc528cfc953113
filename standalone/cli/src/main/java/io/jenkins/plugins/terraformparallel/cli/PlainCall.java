package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a call of an operation that is written as most are, without picocli: describing all options to that takes a start
 * more time than all else together. It either comes to what picocli would, or leaves the call to it: whatever is wrong,
 * unusual or not quite clear, such as clustered options, values that begin with a dash, or a call for help.
 */
final class PlainCall {

    /** What may follow an option. */
    private enum Takes {
        NOTHING,
        /** One value; the option stands once. */
        VALUE,
        /** One value each time. */
        VALUES,
        /** One value, attached by {@code =}; true without one. */
        ATTACHED
    }

    private static final List<String> FLAGS =
            List.of(CommandSpecs.AUTO_APPROVE, CommandSpecs.LIST, CommandSpecs.DETAILED_EXITCODE);
    private static final List<String> PATHS =
            List.of(CommandSpecs.REQUEST, CommandSpecs.RUN_DIR, CommandSpecs.PLAN_DIR);

    private final String[] words;
    private final Map<String, Takes> known = new HashMap<>();

    // Mutable state
    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();

    private PlainCall(String[] words) {
        this.words = words;
        for (String flag : FLAGS) {
            known.put(flag, Takes.NOTHING);
        }
        for (String path : PATHS) {
            known.put(path, Takes.VALUE);
        }
        for (ReportOption report : ReportOption.values()) {
            known.put(report.option(), Takes.VALUE);
        }
        for (RequestOption option : RequestOption.values()) {
            known.put(
                    option.option(),
                    option.shape().isRepeatable()
                            ? Takes.VALUES
                            : option.shape() == RequestOption.Shape.SWITCH ? Takes.ATTACHED : Takes.VALUE);
        }
    }

    /** @return null where it is better left to picocli */
    @CheckForNull
    static ParsedCall read(String... words) {
        if (words.length == 0 || !isOperation(words[0])) {
            return null;
        }
        PlainCall call = new PlainCall(words);
        for (int i = 1; i > 0 && i < words.length; ) {
            i = call.take(i);
            if (i < 0) {
                return null;
            }
        }
        return new ParsedCall(words[0], call.options, call.arguments);
    }

    /** Whether it is the name of one. */
    static boolean isOperation(String word) {
        for (Operation operation : Operation.values()) {
            if (operation.keyword().equals(word)) {
                return true;
            }
        }
        return false;
    }

    /** @return the index of the next word; negative where this one isn't understood */
    private int take(int index) {
        String word = words[index];
        if (!isPlain(word)) {
            return -1;
        }
        if (!word.startsWith("-")) {
            arguments.add(word);
            return index + 1;
        }
        int equals = word.indexOf('=');
        String written = equals < 0 ? word : word.substring(0, equals);
        String name = written.equals("-p") ? RequestOption.PARALLEL.option() : written;
        Takes takes = known.get(name);
        boolean isClear = takes != null && (takes == Takes.VALUES || !options.containsKey(name));
        if (!isClear) {
            return -1;
        }
        String attached = equals < 0 ? null : word.substring(equals + 1);
        return switch (takes) {
            case NOTHING -> attached == null ? flag(name, index) : -1;
            case ATTACHED -> option(name, attached == null ? "true" : attached, index);
            case VALUE, VALUES -> attached == null ? following(name, index) : option(name, attached, index);
        };
    }

    private int flag(String name, int index) {
        options.put(name, List.of());
        return index + 1;
    }

    private int following(String name, int index) {
        boolean isThere = index + 1 < words.length && isPlain(words[index + 1]);
        return isThere ? option(name, words[index + 1], index + 1) : -1;
    }

    private int option(String name, String value, int last) {
        if (value.isEmpty() || value.startsWith("-")) {
            return -1;
        }
        options.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        return last + 1;
    }

    /** Whether it is a path on every machine, whatever its encoding of names, and nothing that a parser might undo. */
    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            char character = word.charAt(i);
            if (character < ' ' || character > '~' || character == '"') {
                return false;
            }
        }
        return !word.isEmpty();
    }
}
