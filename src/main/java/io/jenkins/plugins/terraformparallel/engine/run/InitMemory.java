package io.jenkins.plugins.terraformparallel.engine.run;

/**
 * What remembers inits from one run to the next.
 *
 * @param hash for what the request and the environment say; its key stays the same from run to run
 */
public record InitMemory(SecretHash hash, InitRecords records) {}
