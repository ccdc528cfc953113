package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/**
 * Where plans lie between the run that makes them and the run that applies them: a build, or a plan directory. One record
 * and at most one plan file a unit; a later plan takes the place of an earlier one.
 *
 * <p>Called by the run's driver, one call at a time.
 */
public interface PlanStore {

    /** The absolute path of a plan file, whether there is one or not. Looks at nothing. */
    String path(String unitKey, String fileName);

    /** Deletes a plan file that isn't kept. Idempotent. */
    void delete(String unitKey, String fileName) throws IOException;

    /** What is kept of a unit; null if nothing. */
    @CheckForNull
    SavedPlan find(String unitKey) throws IOException;

    /** Keeps this in place of what was kept, and deletes plan files that it doesn't name. */
    void save(String unitKey, SavedPlan plan) throws IOException;

    /**
     * Keeps a plan that was just made, as {@link #save}, with its diff. When an apply last changed the unit's outputs stays
     * as it is known.
     *
     * @param diff copied from the run's own file; empty if none
     */
    void keep(String unitKey, SavedPlan plan, String diff) throws IOException;

    /** The diff that was kept; null if none. */
    @CheckForNull
    String diff(String unitKey) throws IOException;
}
