package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.workspace.RelativePath;

/**
 * A path of the request that was looked up.
 *
 * @param path relative to the current directory
 * @param real absolute; null where something is wrong with it
 * @param finding what is wrong; null where nothing is
 */
record Located(
        RelativePath path,
        @CheckForNull String real,
        @CheckForNull Finding finding) {

    static Located at(RelativePath path, String real) {
        return new Located(path, real, null);
    }

    static Located wrong(RelativePath path, Finding finding) {
        return new Located(path, null, finding);
    }
}
