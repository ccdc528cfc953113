package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * Whether a run has a provider cache of its own, and where.
 *
 * @param used whether it has one
 * @param place a directory or a name, as the user wrote it; null for the usual place
 */
public record PluginCache(boolean used, @CheckForNull String place) implements Serializable {

    /** None. */
    public static final PluginCache NONE = new PluginCache(false, null);

    /** In the usual place. */
    public static final PluginCache USUAL = new PluginCache(true, null);

    static PluginCache read(ArgumentMap run) {
        Object value = run.raw("pluginCache");
        if (value == null || "true".equals(value.toString()) || "false".equals(value.toString())) {
            return run.flag("pluginCache", false) ? USUAL : NONE;
        }
        String place = run.text("pluginCache", "true, false, or a directory");
        return place == null ? NONE : new PluginCache(true, place);
    }
}
