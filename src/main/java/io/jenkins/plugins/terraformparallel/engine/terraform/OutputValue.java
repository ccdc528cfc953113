package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;

/**
 * A module's output after an apply.
 *
 * @param value JSON null for a sensitive one
 */
public record OutputValue(JsonNode value, boolean sensitive) implements Serializable {

    /** Jenkins lets no class of Jackson through its remoting: the value crosses as text. */
    private Object writeReplace() {
        return new Text(value.toString(), sensitive);
    }

    private record Text(String json, boolean sensitive) implements Serializable {

        private Object readResolve() throws ObjectStreamException {
            try {
                return new OutputValue(TerraformJson.read(json), sensitive);
            } catch (JsonProcessingException e) {
                throw new InvalidObjectException("an output's value is no JSON");
            }
        }
    }
}
