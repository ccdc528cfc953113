package io.jenkins.plugins.terraformparallel.engine.run;

import java.util.List;

/**
 * What the scheduler knows of a unit.
 *
 * @param directory units that share it never run at once
 * @param prerequisites names of the units that must succeed first
 */
record SchedulerUnit(String name, String directory, List<String> prerequisites) {}
