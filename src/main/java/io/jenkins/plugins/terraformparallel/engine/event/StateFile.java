package io.jenkins.plugins.terraformparallel.engine.event;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * State that terraform couldn't save, kept for the user; mode 0600.
 *
 * @param path relative to the run's directory; absolute where it had to stay in the module
 * @param push the command that uploads it; null where the file is raw output from which it must be cut
 */
public record StateFile(String path, @CheckForNull String push) {}
