package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.process.ExecutableSearch;
import io.jenkins.plugins.terraformparallel.engine.process.ExecutableSearch.Kind;
import io.jenkins.plugins.terraformparallel.engine.process.ResolvedExecutable;
import io.jenkins.plugins.terraformparallel.engine.process.ShellNeeds;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds terraform, and what else its processes need, where they would run: by a shell that looks, because that may be a
 * container, whose files the node doesn't see. Pure.
 */
final class ToolSearch {

    /**
     * Arguments: the executable, the current directory, a private directory. Answers with one letter for each thing that
     * was looked at, a line for each group, and the PATH at last, because that may hold anything.
     */
    private static final String SCRIPT = """
            set +euxvC -f
            LC_ALL=C
            kind() {
                if [ -d "$1" ]; then
                    printf d
                elif [ -f "$1" ] && [ -x "$1" ]; then
                    printf x
                elif [ -f "$1" ]; then
                    printf f
                elif [ -e "$1" ]; then
                    printf o
                else
                    printf -- -
                fi
            }
            child() {
                case $1 in
                */) kind "$1$2" ;;
                *) kind "$1/$2" ;;
                esac
            }
            absolute() {
                case $1 in
                '') absolute=$current ;;
                /*) absolute=$1 ;;
                *) absolute=$current/$1 ;;
                esac
            }
            executable=$1
            current=$2
            for file in /proc/self/stat /proc/sys/kernel/random/boot_id; do
                [ -r "$file" ] && printf y || printf n
            done
            kind /bin/sh
            [ -d "$3" ] && [ -x "$3" ] && [ -w "$3" ] && printf y || printf n
            echo
            path=${PATH-/usr/local/bin:/usr/bin:/bin}
            rest=$path:
            while [ -n "$rest" ]; do
                absolute "${rest%%:*}"
                rest=${rest#*:}
                child "$absolute" setsid
                child "$absolute" "$executable"
            done
            echo
            absolute "$executable"
            kind "$absolute"
            child "$absolute" terraform
            child "$absolute" tofu
            echo
            printf '%s\\nend\\n' "$path"
            """;

    private final String executable;
    private final String currentDirectory;
    private final String privateDirectory;

    /**
     * @param executable as it was asked for; not empty
     * @param currentDirectory absolute
     * @param privateDirectory where the agent has made files for its user alone
     */
    ToolSearch(String executable, String currentDirectory, String privateDirectory) {
        this.executable = executable;
        this.currentDirectory = currentDirectory;
        this.privateDirectory = privateDirectory;
    }

    ShellQuestions.Question question() {
        return new ShellQuestions.Question(SCRIPT, List.of(executable, currentDirectory, privateDirectory));
    }

    /** What was found: a path or mistakes. */
    record Tools(String executable, List<Mistake> mistakes) {}

    /**
     * Understands the answer.
     *
     * @param where in words, whose processes would run there
     * @throws IOException where it can't be understood
     */
    Tools answer(String answer, String where) throws IOException {
        String[] groups = answer.split("\n", 4);
        if (groups.length < 4 || groups[0].length() != 4 || !groups[3].endsWith("\nend\n")) {
            throw new IOException("a shell that was to look for terraform gave no answer that can be understood");
        }
        String path = groups[3].substring(0, groups[3].length() - "\nend\n".length());
        List<String> searchPath = ExecutableSearch.directories(path, currentDirectory);
        if (groups[1].length() != 2 * searchPath.size() || groups[2].length() != 3) {
            throw new IOException("a shell that was to look for terraform gave an answer of the wrong length");
        }
        List<Mistake> mistakes = new ArrayList<>(environmentMistakes(groups[0], groups[1], where));
        ResolvedExecutable found = ExecutableSearch.resolve(
                executable, searchPath, currentDirectory, kinds(searchPath, groups[1], groups[2])::get);
        if (found instanceof ResolvedExecutable.Missing missing) {
            mistakes.add(new Mistake(
                    "executable",
                    missing.message().replaceFirst("^executable: (found )?", ""),
                    TerraformVersion.REQUIRED + ": a name on the PATH, a file, or a directory that holds it"));
        }
        String program = found instanceof ResolvedExecutable.Found program1 ? program1.path() : executable;
        return new Tools(program, mistakes);
    }

    private static List<Mistake> environmentMistakes(String basics, String onPath, String where) {
        String expected = "Linux with sh and setsid";
        List<Mistake> mistakes = new ArrayList<>();
        boolean setsid = false;
        for (int i = 0; i < onPath.length(); i += 2) {
            setsid |= onPath.charAt(i) == 'x';
        }
        if (!basics.startsWith("yy")) {
            mistakes.add(new Mistake(where, ShellNeeds.PROC, expected));
        }
        if (basics.charAt(2) != 'x') {
            mistakes.add(new Mistake(where, ShellNeeds.SHELL, expected));
        }
        if (!setsid) {
            mistakes.add(new Mistake(where, ShellNeeds.SETSID, expected));
        }
        if (basics.charAt(3) != 'y') {
            mistakes.add(new Mistake(
                    where,
                    "a user who can't use the agent's private files",
                    "processes of the agent's own user, or of root; in a container, see its user and its mounts"));
        }
        return mistakes;
    }

    private Map<String, Kind> kinds(List<String> searchPath, String onPath, String literal) {
        Map<String, Kind> kinds = new HashMap<>();
        List<String> candidates = ExecutableSearch.candidates(executable, searchPath, currentDirectory);
        int last = candidates.size() - literal.length();
        for (int i = 0; i < literal.length(); i++) {
            kinds.put(candidates.get(last + i), kind(literal.charAt(i)));
        }
        for (int i = 0; i < last; i++) {
            kinds.putIfAbsent(candidates.get(i), kind(onPath.charAt(2 * i + 1)));
        }
        return kinds;
    }

    private static Kind kind(char letter) {
        return switch (letter) {
            case 'd' -> Kind.DIRECTORY;
            case 'x' -> Kind.PROGRAM;
            case 'f' -> Kind.FILE;
            case '-' -> Kind.MISSING;
            default -> Kind.OTHER;
        };
    }
}
