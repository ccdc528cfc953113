package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.Serializable;

/** Which program the {@code executable} argument means. */
public sealed interface ResolvedExecutable extends Serializable {

    /** @param path absolute; symbolic links are kept, because some programs go by the name that they are called by */
    record Found(String path) implements ResolvedExecutable {}

    /** @param message one sentence for the user: what was looked for, where, what to do */
    record Missing(String message) implements ResolvedExecutable {}
}
