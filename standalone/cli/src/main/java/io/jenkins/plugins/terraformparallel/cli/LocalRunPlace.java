package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a run happens.
 *
 * @param environment what terraform inherits
 * @param currentDirectory absolute
 * @param runDirectory new or empty; null for a fresh one under the user's state directory
 * @param planDirectory where plans are kept between runs; null where they aren't
 */
record LocalRunPlace(
        Map<String, String> environment,
        Path currentDirectory,
        @CheckForNull Path runDirectory,
        @CheckForNull Path planDirectory) {}
