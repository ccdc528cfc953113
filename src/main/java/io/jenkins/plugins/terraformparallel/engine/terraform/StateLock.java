package io.jenkins.plugins.terraformparallel.engine.terraform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * A state lock that somebody holds.
 *
 * @param id null where it can't be known
 * @param who null likewise
 * @param created as terraform wrote it; null likewise
 * @param forceUnlock the command that removes it; null where the holder isn't certain
 */
public record StateLock(
        @CheckForNull String id,
        @CheckForNull String who,
        @CheckForNull String created,
        @CheckForNull String forceUnlock)
        implements Serializable {}
