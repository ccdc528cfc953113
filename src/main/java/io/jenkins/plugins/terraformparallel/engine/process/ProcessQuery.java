package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.Serializable;

/**
 * Asks for a process's state and for output from given offsets on.
 *
 * @param chain the number of its chain
 * @param maxBytes at most so many bytes of each stream
 */
public record ProcessQuery(ProcessId id, int chain, long stdoutFrom, long stderrFrom, int maxBytes)
        implements Serializable {}
