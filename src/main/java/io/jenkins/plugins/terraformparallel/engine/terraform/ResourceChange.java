package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.io.Serializable;

/**
 * One planned change.
 *
 * @param address of the resource
 * @param action create, update, replace, destroy, move, forget, import or read; an unknown one as it came
 */
public record ResourceChange(String address, String action) implements Serializable {}
