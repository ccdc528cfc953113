package io.jenkins.plugins.terraformparallel.engine.process;

/** Why nothing can be started somewhere: what a chain's script needs, one sentence each. */
public final class ShellNeeds {

    public static final String PROC =
            "terraform-parallel needs Linux with /proc mounted, by which it knows its processes again after a restart;"
                    + " /proc/self/stat and /proc/sys/kernel/random/boot_id can't be read here";

    public static final String SHELL = "terraform-parallel needs a POSIX shell at /bin/sh, and there is none";

    public static final String SETSID =
            "terraform-parallel needs the program setsid, so that a Ctrl-C doesn't reach terraform twice, and it is"
                    + " neither on the PATH nor in /usr/bin or /bin; install it (package util-linux, or busybox)";

    private ShellNeeds() {}
}
