package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A module's output after an apply.
 *
 * @param value JSON null for a sensitive one
 */
public record OutputValue(JsonNode value, boolean sensitive) {}
