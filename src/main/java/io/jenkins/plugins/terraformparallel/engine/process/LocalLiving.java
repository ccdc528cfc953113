package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** Who lives. */
@FunctionalInterface
interface LocalLiving {

    /** Whether exactly this process counts as living; false for null. */
    boolean isAlive(@CheckForNull ProcessIdentity identity) throws IOException;
}
