package io.jenkins.plugins.terraformparallel.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A value as options have it: {@code name=text}, or {@code name:=JSON} for one with a type.
 *
 * @param value null is JSON's null
 */
record NamedValue(String name, @CheckForNull Object value) {

    /** Thrown where the text is no such value; the message says what was found, without showing any of it. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private Malformed(String message) {
            super(message);
        }
    }

    /** Text after the first {@code =}, whatever it is. */
    static NamedValue text(String given) throws Malformed {
        int equals = given.indexOf('=');
        if (equals < 0) {
            throw new Malformed("text without '='");
        }
        if (equals == 0) {
            throw new Malformed("nothing before '='");
        }
        return new NamedValue(given.substring(0, equals), given.substring(equals + 1));
    }

    /** Text after {@code =}, or JSON after {@code :=}, whichever comes first. */
    static NamedValue typed(String given) throws Malformed {
        NamedValue text = text(given);
        if (!text.name().endsWith(":")) {
            return text;
        }
        String name = text.name().substring(0, text.name().length() - 1);
        if (name.isEmpty()) {
            throw new Malformed("nothing before ':='");
        }
        return new NamedValue(name, json(String.valueOf(text.value())));
    }

    @CheckForNull
    private static Object json(String text) throws Malformed {
        if (text.isBlank()) {
            throw new Malformed("nothing after ':='");
        }
        try {
            return JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            // Jackson's own message shows a part of the value, which may be a secret.
            throw new Malformed("text after ':=' that isn't JSON"
                    + (e.getLocation() == null
                            ? ""
                            : ", at its character " + e.getLocation().getColumnNr()));
        }
    }
}
