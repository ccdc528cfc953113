package io.jenkins.plugins.terraformparallel.engine.run;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a unit's {@code terraform init} depends on, as far as the request and the environment say, and where the files are
 * that say the rest.
 *
 * @param directory the module's, absolute
 * @param dataDirectory absolute; where init keeps what it makes, usually {@code .terraform} in the module
 * @param known keyed hashes by the kind of input, in words for people
 * @param backend whether init prepares the backend, too
 * @param cliVariables environment variables that say where terraform's CLI configuration is
 * @param variables whether init may depend on the values of variables; then those of files count
 * @param varFiles absolute paths
 */
public record InitInputs(
        String directory,
        String dataDirectory,
        Map<String, String> known,
        boolean backend,
        Map<String, String> cliVariables,
        boolean variables,
        List<String> varFiles)
        implements Serializable {}
