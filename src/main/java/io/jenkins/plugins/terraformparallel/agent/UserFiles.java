package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;

/** Files of a node's user that are no module's, such as the CLI configuration of terraform. */
interface UserFiles {

    /** The home directory of the user who runs the agent. */
    String home();

    /** A file's text; null where it can't be read. */
    @CheckForNull
    String text(String path);

    /** The names of a directory's entries; none where it can't be read. */
    ArrayList<String> names(String path);

    /** The real path of a directory, as far as it exists. */
    String realDirectory(String path);
}
