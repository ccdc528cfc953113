package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a chain's script needs of this machine: Linux, setsid, and a shell that passes the environment on. */
@SuppressFBWarnings(
        value = "DMI_HARDCODED_ABSOLUTE_FILENAME",
        justification = "Linux calls them so, and every script's first line names its shell")
public final class LocalShell {

    private static final String SH = "/bin/sh";
    private static final Path ROOT = Path.of("/");

    private LocalShell() {}

    /**
     * Why nothing can be started here.
     *
     * @param environment whose PATH counts
     * @return one sentence for the user; empty where all is well
     */
    public static Optional<String> refusal(Map<String, String> environment) {
        return refusal(setsid(environment));
    }

    /** @param setsid see {@link #setsid} */
    static Optional<String> refusal(@CheckForNull String setsid) {
        if (!Files.isReadable(Path.of("/proc/self/stat"))
                || !Files.isReadable(Path.of("/proc/sys/kernel/random/boot_id"))) {
            return Optional.of(ShellNeeds.PROC);
        }
        if (!LocalSearchPath.isProgram(Path.of(SH))) {
            return Optional.of(ShellNeeds.SHELL);
        }
        if (setsid == null) {
            return Optional.of(ShellNeeds.SETSID);
        }
        return Optional.empty();
    }

    /**
     * The absolute path of setsid.
     *
     * @return null where it is missing
     */
    @CheckForNull
    static String setsid(Map<String, String> environment) {
        Path found = LocalSearchPath.of(environment, ROOT).find("setsid");
        if (found == null) {
            found = LocalSearchPath.of(Map.of("PATH", "/usr/bin:/bin"), ROOT).find("setsid");
        }
        return found == null ? null : found.toString();
    }

    /**
     * The command that runs a script with this environment: sh, and bash where a variable has a name that other shells
     * drop without a word, as dash does with {@code TF_VAR_my-var}.
     */
    static List<String> command(Map<String, String> environment) {
        if (environment.keySet().stream().allMatch(ChainScript::canCarry)) {
            return List.of(SH);
        }
        Path bash = LocalSearchPath.of(environment, ROOT).find("bash");
        return bash == null ? List.of(SH) : List.of(bash.toString(), "--posix");
    }

    /**
     * Why a variable wouldn't reach terraform.
     *
     * @return one sentence for the user; empty where it would
     */
    public static Optional<String> refusal(String variable, Map<String, String> environment) {
        if (ChainScript.canCarry(variable) || !command(environment).equals(List.of(SH))) {
            return Optional.empty();
        }
        return Optional.of("environment variable " + variable + " can't be passed on by " + SH
                + ", because of its name; install bash, or give the value in vars or a var file");
    }
}
