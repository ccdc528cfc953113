package io.jenkins.plugins.terraformparallel.engine.event;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * What a report says of a unit before it does anything.
 *
 * @param log its log file, relative to the run's directory
 * @param expectedMillis how long earlier runs let expect that it takes; null where nothing is known, and in older journals
 */
public record UnitOutline(
        String name,
        String key,
        String path,
        @CheckForNull String workspace,
        List<String> dependsOn,
        String log,
        @CheckForNull Long expectedMillis) {}
