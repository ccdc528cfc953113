package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process a pid means: pids are given again, and after a restart of the machine all of them are. Nothing is ever
 * signalled, and nothing counts as living, where any of the three differs.
 *
 * @param startTicks its start since boot in clock ticks (proc(5), {@code stat} field 22); an exec doesn't change it
 * @param bootId {@code /proc/sys/kernel/random/boot_id}
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) implements Serializable {

    private static final Pattern FILE = Pattern.compile("([1-9][0-9]{0,9}) ([0-9]{1,18}) ([0-9a-fA-F-]{1,64})\n");

    /**
     * Reads a pid file's content.
     *
     * @return null where it isn't complete; it is with its newline
     */
    @CheckForNull
    public static ProcessIdentity parse(String content) {
        Matcher matcher = FILE.matcher(content);
        if (!matcher.matches()) {
            return null;
        }
        return new ProcessIdentity(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3));
    }

    /** A pid file's content: one line. */
    public String format() {
        return pid + " " + startTicks + " " + bootId + "\n";
    }
}
