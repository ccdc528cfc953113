package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits {@code TF_CLI_ARGS*} into arguments exactly as terraform 1.11.4 does (with go-shellwords): quotes and backslashes
 * as in a shell, nothing expanded, and {@code ;}, {@code &}, {@code |}, {@code <} and {@code >} end the line. Not
 * thread-safe.
 */
final class ShellWords {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean escaped;
    // Which quotes are open; terraform lets a double or single one open within a back quote.
    private boolean doubleQuoted;
    private boolean singleQuoted;
    private boolean backQuoted;
    /** Within {@code $( )}. */
    private boolean dollarQuoted;

    private ShellWords() {}

    /** The arguments; null where terraform refuses the text ("invalid command line string"). */
    @CheckForNull
    static List<String> split(String text) {
        ShellWords split = new ShellWords();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (split.endsLine(character)) {
                split.dropRedirection(character);
                break;
            }
            if (!split.accept(character)) {
                return null;
            }
        }
        split.endWord();
        return split.escaped || split.isQuoted() ? null : split.words;
    }

    private boolean isQuoted() {
        return doubleQuoted || singleQuoted || backQuoted || dollarQuoted;
    }

    private boolean endsLine(char character) {
        return !escaped && !isQuoted() && ";&|<>".indexOf(character) >= 0;
    }

    /** The {@code 2} of {@code 2>} is no word. */
    private void dropRedirection(char character) {
        if (character == '>' && !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9') {
            inWord = false;
        }
    }

    /** False where no further character can make the text valid. */
    private boolean accept(char character) {
        if (escaped) {
            escaped = false;
            keep(character);
        } else if (character == '\\' && !singleQuoted) {
            escaped = true;
        } else if (character == ' ' || character == '\t' || character == '\r' || character == '\n') {
            if (isQuoted()) {
                word.append(character);
            } else {
                endWord();
            }
        } else if (character == '"' && !singleQuoted && !dollarQuoted) {
            inWord |= doubleQuoted;
            doubleQuoted = !doubleQuoted;
        } else if (character == '\'' && !doubleQuoted && !dollarQuoted) {
            inWord |= singleQuoted;
            singleQuoted = !singleQuoted;
        } else if (!singleQuoted && !doubleQuoted && !substitutes(character)) {
            return false;
        } else {
            keep(character);
        }
        return true;
    }

    /** Follows what would be command substitution, which stays text; false where it begins in the wrong place. */
    private boolean substitutes(char character) {
        if (character == '`' && !dollarQuoted) {
            backQuoted = !backQuoted;
        } else if (character == ')' && !backQuoted) {
            dollarQuoted = !dollarQuoted;
        } else if (character == '(' && !backQuoted) {
            if (dollarQuoted || word.isEmpty() || word.charAt(word.length() - 1) != '$') {
                return false;
            }
            dollarQuoted = true;
        }
        return true;
    }

    private void keep(char character) {
        inWord = true;
        word.append(character);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
