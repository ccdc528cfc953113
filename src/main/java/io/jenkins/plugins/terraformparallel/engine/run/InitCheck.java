package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * Whether a module is initialised.
 *
 * @param initialised whether init has succeeded there, nothing that it depends on has changed since, and all that it made
 *     is there
 * @param because why it isn't, in words; null where it is
 * @param inputs a keyed hash of all that was known of init's inputs, for {@link InitRecords#keep}
 */
public record InitCheck(boolean initialised, @CheckForNull String because, String inputs) implements Serializable {}
