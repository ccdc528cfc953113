package io.jenkins.plugins.terraformparallel.engine.request;

/**
 * Takes directories away from what globs found ({@code !envs/old}); never from what was named literally.
 *
 * @param pattern a directory or a glob, without the {@code !}
 */
public record ModuleExclusion(String pattern) implements ModuleSelection {}
