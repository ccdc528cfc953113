package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * One terraform process that is over.
 *
 * @param command such as {@code init} or {@code plan}
 * @param exitCode null where the outcome can't be known
 * @param startedAt by the clock of the machine where it ran
 */
public record ProcessReport(String command, @CheckForNull Integer exitCode, Instant startedAt, long durationMillis) {}
