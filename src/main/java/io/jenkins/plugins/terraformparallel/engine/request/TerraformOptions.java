package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Options that are terraform's own and passed on to it.
 *
 * @param lockTimeout terraform's {@code -lock-timeout} as the user wrote it, checked to be a Go duration; null where
 *     not given
 * @param lock false passes {@code -lock=false}
 * @param refresh false passes {@code -refresh=false}
 * @param refreshOnly {@code plan -refresh-only}: looks for drift, and for nothing else
 * @param upgrade {@code init -upgrade}
 * @param resourceParallelism terraform's {@code -parallelism}; null where not given
 * @param extraArgs further options by command ({@code plan}, {@code apply}, {@code init}, {@code validate},
 *     {@code show}); none that this product sets itself
 */
public record TerraformOptions(
        @CheckForNull String lockTimeout,
        boolean lock,
        boolean refresh,
        boolean refreshOnly,
        boolean upgrade,
        @CheckForNull Integer resourceParallelism,
        Map<String, List<String>> extraArgs)
        implements Serializable {}
