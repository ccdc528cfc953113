package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.Serializable;

/**
 * The answer to a {@link ProcessQuery}. The state was read before the bytes: a final state with {@code more} false means
 * that these bytes are the last.
 *
 * @param stderr where nothing was started because the chain's script never came to life: what its launch complains of
 * @param more whether further bytes are there already
 */
public record ProcessProgress(ProcessId id, ProcessState state, byte[] stdout, byte[] stderr, boolean more)
        implements Serializable {}
