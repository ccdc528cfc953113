package io.jenkins.plugins.terraformparallel.engine.run;

import java.util.List;

/**
 * What the scheduler knows of a unit.
 *
 * @param directory units that share it never run at once: their data directory
 * @param module units that share it never run their inits at once: each may write the module's lock file
 * @param prerequisites names of the units that must succeed first
 */
record SchedulerUnit(String name, String directory, String module, List<String> prerequisites) {}
