package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is asked of a shell where processes can be seen under their own pids: small POSIX scripts that need no program but
 * the shell, and their answers. An answer ends with a line of its own, without which nothing in it counts.
 *
 * <p>A process is the one that is meant where pid, start time and boot id are equal; {@code
 * io.jenkins.plugins.terraformparallel.engine.process.LocalProcesses} does the same in Java.
 */
final class ShellQuestions {

    private static final String END = "end";

    private static final String HEAD = """
            set +euxvC -f
            LC_ALL=C
            read -r boot </proc/sys/kernel/random/boot_id || exit 1

            # Whether process $1 with start time $2 and boot id $3 lives. The name in the second field may hold anything,
            # what follows the last parenthesis doesn't. Z: nothing of it runs any more.
            lives() {
                [ "$3" = "$boot" ] || return 1
                started "$1" && [ "$started" = "$2" ]
            }
            started() {
                stat=
                [ -r "/proc/$1/stat" ] || return 1
                while IFS= read -r line || [ -n "$line" ]; do
                    stat="$stat $line"
                done <"/proc/$1/stat" || return 1
                set -- ${stat##*') '}
                [ $# -ge 20 ] || return 1
                case $1 in
                Z | X) return 1 ;;
                esac
                started=${20}
            }
            """;

    /** Arguments: pid, start time, boot id of each. */
    private static final String LIVING = HEAD + """
            while [ $# -ge 3 ]; do
                if lives "$1" "$2" "$3"; then
                    echo alive
                else
                    echo dead
                fi 2>/dev/null
                shift 3
            done
            echo end
            """;

    /** Arguments: what the names of the process's files begin with. Notes the signal first, as the local host does. */
    private static final String INTERRUPT = HEAD + """
            umask 077
            pid=
            note=
            read -r pid ticks boot_then <"$1.pid"
            read -r note <"$1.exit"
            if [ -z "$pid" ] || [ "$note" != running ] || ! lives "$pid" "$ticks" "$boot_then"; then
                echo nobody
            elif (set -C && : >"$1.signalled") 2>/dev/null; then
                kill -TERM "$pid" && echo sent || echo nobody
            elif [ -e "$1.signalled" ]; then
                echo sent
            else
                exit 1
            fi
            echo end
            """;

    /** Arguments: TERM or KILL, pid, start time. */
    private static final String SIGNAL = HEAD + """
            if lives "$2" "$3" "$boot"; then
                kill -"$1" "$2" || exit 1
            fi
            echo end
            """;

    /**
     * Arguments: the variable, the beginning of its value. Shells read over the NULs between variables. The number of the
     * process ends with the value, and the next variable's name begins with no digit.
     */
    private static final String FIND = HEAD + """
            set +f
            for directory in /proc/[0-9]*; do
                [ -r "$directory/environ" ] || continue
                number=
                while IFS= read -r line || [ -n "$line" ]; do
                    case $line in
                    *"$1=$2"[0-9]*)
                        number=${line##*"$1=$2"}
                        number=${number%%[!0-9]*}
                        break
                        ;;
                    esac
                done <"$directory/environ"
                [ -n "$number" ] || continue
                pid=${directory##*/}
                started "$pid" || continue
                name=
                IFS= read -r name <"$directory/comm"
                echo "$pid $started $number $name"
            done 2>/dev/null
            echo end
            """;

    private ShellQuestions() {}

    /** A script, its arguments, and how often each of its answers may be long. */
    record Question(String script, List<String> arguments) {}

    /** Which of these processes live. */
    static Question living(List<ProcessIdentity> asked) {
        List<String> arguments = new ArrayList<>();
        for (ProcessIdentity identity : asked) {
            arguments.add(Long.toString(identity.pid()));
            arguments.add(Long.toString(identity.startTicks()));
            arguments.add(identity.bootId());
        }
        return new Question(LIVING, arguments);
    }

    /** @return those that live */
    static Set<ProcessIdentity> livingAnswer(List<ProcessIdentity> asked, String answer) throws IOException {
        List<String> lines = lines(answer);
        if (lines.size() != asked.size()) {
            throw unreadable(answer);
        }
        Set<ProcessIdentity> living = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            if (lines.get(i).equals("alive")) {
                living.add(asked.get(i));
            }
        }
        return living;
    }

    /** One SIGTERM to terraform itself, never a second. */
    static Question interrupt(String process) {
        return new Question(INTERRUPT, List.of(process));
    }

    /** @return whether it was sent, now or before */
    static boolean interruptAnswer(String answer) throws IOException {
        List<String> lines = lines(answer);
        if (lines.size() != 1) {
            throw unreadable(answer);
        }
        return lines.get(0).equals("sent");
    }

    /** A signal to a process if it still is the one that was found. */
    static Question signal(FoundProcess process, boolean kill) {
        return new Question(
                SIGNAL,
                List.of(kill ? "KILL" : "TERM", Long.toString(process.pid()), Long.toString(process.startTicks())));
    }

    /** Makes sure that it was done. */
    static void signalAnswer(String answer) throws IOException {
        lines(answer);
    }

    /** All living processes of a unit. */
    static Question find(String run, String unit) {
        return new Question(FIND, List.of(ProcessId.VARIABLE, ProcessId.markerPrefix(run, unit)));
    }

    /** @return each with the number of the process that it belongs to; the command is only the program's name */
    static Map<FoundProcess, Integer> findAnswer(String answer) throws IOException {
        Map<FoundProcess, Integer> found = new LinkedHashMap<>();
        for (String line : lines(answer)) {
            String[] parts = line.split(" ", 4);
            try {
                found.put(
                        new FoundProcess(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[3]),
                        Integer.valueOf(parts[2]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw unreadable(answer);
            }
        }
        return found;
    }

    private static List<String> lines(String answer) throws IOException {
        List<String> lines = new ArrayList<>(answer.lines().toList());
        if (lines.isEmpty() || !END.equals(lines.remove(lines.size() - 1))) {
            throw unreadable(answer);
        }
        return lines;
    }

    private static IOException unreadable(String answer) {
        String shown = answer.strip();
        return new IOException("a shell gave no answer that can be understood: "
                + (shown.isEmpty() ? "nothing" : shown.substring(0, Math.min(200, shown.length()))));
    }
}
