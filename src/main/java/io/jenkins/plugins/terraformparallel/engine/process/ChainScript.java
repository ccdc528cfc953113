package io.jenkins.plugins.terraformparallel.engine.process;

import java.util.Map;
import java.util.TreeMap;

/**
 * Renders a {@link Chain} as the small POSIX shell script that runs it. It finds the {@linkplain ProcessFiles other files}
 * by its own name, which must be absolute.
 *
 * <p>It needs no program but setsid: everything else is built into any shell, so that one process costs one fork. No
 * secret stands in it. Its own variables have long names and are not exported, because terraform inherits its
 * environment.
 *
 * <p>What it promises to whoever reads its files:
 *
 * <ul>
 *   <li>A process whose {@code exit} doesn't exist was never started. The file is made with {@code O_EXCL}, so that
 *       nothing is ever started twice.
 *   <li>{@code pid} is there before terraform is, and {@code stop} is looked for after it was written. So whoever takes
 *       over creates {@code stop} first and looks for {@code pid} then: where there is none, terraform will never start.
 *   <li>{@code exit} is filled with a placeholder that is overwritten in place with text of the same length. This needs
 *       neither a program nor a free block: the exit code is written on a full disk, too. Any mixture of two of these
 *       texts is neither, so readers can't mistake it; {@code pid} is complete with its newline.
 * </ul>
 */
public final class ChainScript {

    private static final String HEAD = """
            # Runs the terraform processes of one unit, one after the other. Made by terraform-parallel.
            # See ChainScript.java for what its files promise.
            set +euxvC -f
            terraform_parallel_umask=$(umask) || exit 1
            umask 077
            # In a container, root may run what an agent's user outside of it made, who must be able to read what this
            # writes. Nobody else gets into the directories.
            [ -O "$0" ] || umask 022
            terraform_parallel_chain=${0%.script}
            terraform_parallel_unit=${terraform_parallel_chain%chain-*}
            read -r terraform_parallel_boot </proc/sys/kernel/random/boot_id || exit 1

            # Writes who the calling (sub)shell is: pid, start time, boot. /proc/self is whoever opens it; $$ is not the
            # subshell. The name in the second field may hold blanks and parentheses, what follows the last one doesn't.
            terraform_parallel_identify() {
                read -r terraform_parallel_stat </proc/self/stat || return 1
                terraform_parallel_file=$1
                set -- ${terraform_parallel_stat##*') '}
                echo "${terraform_parallel_stat%% *} ${20} $terraform_parallel_boot" >"$terraform_parallel_file"
            }

            # Takes the right to start process $1, which nobody gets twice.
            terraform_parallel_claim() {
                terraform_parallel_process=$terraform_parallel_unit$1
                set -C
                echo running >"$terraform_parallel_process.exit" || return 1
                set +C
            }

            # Overwrites the placeholder; <> doesn't truncate.
            terraform_parallel_note() {
                echo "$1" 1<>"$terraform_parallel_process.exit"
            }

            # In the subshell that becomes terraform: $1 the module's directory, $2 the guard, $3 the executable.
            terraform_parallel_prepare() {
                terraform_parallel_identify "$terraform_parallel_process.pid" || exit 126
                # After the pid was written: whoever creates stop and then finds no pid has prevented the start.
                if [ -e "$terraform_parallel_chain.stop" ]; then
                    terraform_parallel_note stopped
                    exit 126
                fi
                if ! cd "$1"; then
                    printf '%s\\n' "terraform was not started: the module's directory can't be entered: $1" >&2
                    exit 126
                fi
                if [ "$2" = default ]; then
                    # What somebody has selected in the module is meant also where the unit has a data directory of its own.
                    for terraform_parallel_data in .terraform "${TF_DATA_DIR:-.terraform}"; do
                        [ -e "$terraform_parallel_data/environment" ] || continue
                        terraform_parallel_guard <"$terraform_parallel_data/environment" || {
                            terraform_parallel_note refused
                            exit 126
                        }
                    done
                fi
                if [ ! -e "$3" ]; then
                    printf '%s\\n' "terraform was not started: the executable doesn't exist: $3" >&2
                    exit 127
                fi
                if [ ! -f "$3" ] || [ ! -x "$3" ]; then
                    printf '%s\\n' "terraform was not started: this is no file that can be executed: $3" >&2
                    exit 126
                fi
            }

            # Whether the input, without blank lines, is "default" or nothing, as terraform understands the file.
            terraform_parallel_guard() {
                terraform_parallel_named=
                while read -r terraform_parallel_line || [ -n "$terraform_parallel_line" ]; do
                    case $terraform_parallel_line in
                    '') ;;
                    default) terraform_parallel_named=$terraform_parallel_named+ ;;
                    *) return 1 ;;
                    esac
                done
                [ "$terraform_parallel_named" != ++ ]
            }

            # Writes exit code $1; fails where there is none because nothing was started.
            terraform_parallel_end() {
                terraform_parallel_line=
                read -r terraform_parallel_line <"$terraform_parallel_process.exit"
                [ "$terraform_parallel_line" = running ] || return 1
                terraform_parallel_code=$1
                # Without a pid the subshell failed before terraform, for instance because no file could be written.
                [ -s "$terraform_parallel_process.pid" ] || terraform_parallel_code=126
                case $terraform_parallel_code in
                ?) terraform_parallel_note "exit00$terraform_parallel_code" ;;
                ??) terraform_parallel_note "exit0$terraform_parallel_code" ;;
                *) terraform_parallel_note "exit$terraform_parallel_code" ;;
                esac
            }

            set -C
            terraform_parallel_identify "$terraform_parallel_chain.pid" || exit 1
            set +C
            """;

    private ChainScript() {}

    /**
     * The script's text.
     *
     * @param setsid the absolute path of the setsid program, or its name where the script's PATH finds it
     * @throws IllegalArgumentException where the chain holds what no process can be given; the message names it without
     *     its value
     */
    public static String render(Chain chain, String setsid) {
        requireAbsolute("the module's directory", chain.directory());
        StringBuilder script = new StringBuilder(HEAD);
        for (ProcessSpec process : chain.processes()) {
            append(script, chain, process, setsid);
        }
        return script.toString();
    }

    private static void append(StringBuilder script, Chain chain, ProcessSpec process, String setsid) {
        String executable = process.argv().get(0);
        requireAbsolute("the executable", executable);
        String guard =
                switch (process.guard()) {
                    case NONE -> "none";
                    case DEFAULT_WORKSPACE -> "default";
                };
        script.append("\nterraform_parallel_claim ").append(process.number()).append(" || exit 0\n(\n");
        script.append("    terraform_parallel_prepare ")
                .append(ShellQuote.quote(chain.directory()))
                .append(' ')
                .append(guard)
                .append(' ')
                .append(ShellQuote.quote(executable))
                .append('\n');
        Map<String, String> environment = new TreeMap<>(process.environment());
        environment.put(ProcessId.VARIABLE, chain.id(process).marker());
        environment.forEach((name, value) -> appendExport(script, name, value));
        script.append("    umask \"$terraform_parallel_umask\"\n    exec ").append(ShellQuote.quote(setsid));
        process.argv().forEach(argument -> script.append(' ').append(ShellQuote.quote(argument)));
        script.append(
                "\n) </dev/null >\"$terraform_parallel_process.stdout\" 2>\"$terraform_parallel_process.stderr\"\n");
        script.append("terraform_parallel_end $? || exit 0\n");
        if (process.continueAfter().isEmpty()) {
            script.append("exit 0\n");
        } else {
            script.append("case $terraform_parallel_code in\n");
            process.continueAfter().stream()
                    .sorted()
                    .forEach(code -> script.append(code).append(") ;;\n"));
            script.append("*) exit 0 ;;\nesac\n");
        }
    }

    private static void appendExport(StringBuilder script, String name, String value) {
        if (!canCarry(name)) {
            throw new IllegalArgumentException("a process can't be given an environment variable named " + name
                    + " through a shell; expected letters, digits and _ only");
        }
        script.append("    export ")
                .append(name)
                .append('=')
                .append(ShellQuote.quote(value))
                .append('\n');
    }

    /**
     * Whether every shell passes on an environment variable of this name. dash silently drops others, such as {@code
     * TF_VAR_my-var}; bash keeps them.
     */
    public static boolean canCarry(String variable) {
        for (int i = 0; i < variable.length(); i++) {
            char c = variable.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !variable.isEmpty();
    }

    private static void requireAbsolute(String what, String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(what + " must be an absolute path, found " + path);
        }
    }
}
