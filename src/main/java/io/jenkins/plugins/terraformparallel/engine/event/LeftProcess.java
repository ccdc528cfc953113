package io.jenkins.plugins.terraformparallel.engine.event;

/**
 * A process that a unit's terraform left behind.
 *
 * @param command masked
 * @param ended whether it was ended
 */
public record LeftProcess(long pid, String command, boolean ended) {}
