package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.Serializable;

/**
 * A living process that carries a unit's marker.
 *
 * @param startTicks its start since boot in clock ticks (proc(5), stat field 22), which with the pid identifies it
 * @param command its command line, shortened to 200 characters; may hold secrets
 */
public record FoundProcess(long pid, long startTicks, String command) implements Serializable {}
