package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.PlainJson;
import java.util.Collection;

/**
 * Stands in the journal for a value that is secret: its keyed hash, by which the value is known again when somebody gives
 * it to a resumed run.
 */
final class MaskedEntry {

    private static final String FIELD = "masked";
    /** Holds what isn't masked: a user's own map may have an entry named as above. */
    private static final String PLAIN = "value";

    /** Apart: only a resumed run needs it, and making it takes long. */
    private static final class Mapping {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    private final Masker masker;
    private final SecretHash hash;

    MaskedEntry(Masker masker, SecretHash hash) {
        this.masker = masker;
        this.hash = hash;
    }

    /** The value as the journal keeps it: itself, or its stand-in where it is or holds a secret. */
    JsonNode write(@CheckForNull Object value) {
        String text = PlainJson.canonical(value);
        boolean secret = masker.finds(text) || value instanceof String string && masker.finds(string);
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        return secret ? written.put(FIELD, hash.of(text)) : written.set(PLAIN, PlainJson.tree(value));
    }

    /** Whether this is a stand-in. */
    static boolean isMasked(JsonNode written) {
        return written.has(FIELD);
    }

    /**
     * The value that a stand-in stands for.
     *
     * @param candidates values that were given again under its name
     * @return the candidate, in an array of one because null is a value; empty where none is it
     */
    Object[] find(JsonNode standIn, Collection<?> candidates) {
        for (Object candidate : candidates) {
            if (hash.of(PlainJson.canonical(candidate))
                    .equals(standIn.path(FIELD).textValue())) {
                return new Object[] {candidate};
            }
        }
        return new Object[0];
    }

    /** The plain value of what isn't masked. */
    @CheckForNull
    static Object plain(JsonNode written) {
        return Mapping.MAPPER.convertValue(written.path(PLAIN), Object.class);
    }
}
