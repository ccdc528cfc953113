package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads what {@code workspace list} printed. */
public final class WorkspaceList {

    /** A name holds no white space, so that the indented lines of a warning aren't taken for names. */
    private static final Pattern LINE = Pattern.compile("(?m)^(?:\\*| ) (\\S+)\\r?$");

    private WorkspaceList() {}

    /** The names, in the order printed. */
    public static List<String> parse(String text) {
        return LINE.matcher(text)
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }
}
