package io.jenkins.plugins.terraformparallel.engine.workspace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A path relative to the current directory in its shortest spelling: no {@code .}, no empty part, {@code ..} only in
 * front. It is a matter of text alone: {@code a/../b} is {@code b}, also where {@code a} is a symbolic link or missing.
 *
 * @param segments none for the current directory itself
 */
public record RelativePath(List<String> segments) {

    private static final String UP = "..";

    public RelativePath {
        segments = List.copyOf(segments);
    }

    /** Reads a relative path or glob; a leading {@code /} is ignored, so ask {@link #isAbsolute} first. */
    public static RelativePath of(String text) {
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("/")) {
            append(segments, segment);
        }
        return new RelativePath(segments);
    }

    /**
     * The way from one absolute path to another.
     *
     * @param from a directory, without symbolic links if the result is to be opened
     */
    public static RelativePath between(String from, String to) {
        List<String> start = of(from).segments;
        List<String> end = of(to).segments;
        int common = 0;
        while (common < Math.min(start.size(), end.size()) && start.get(common).equals(end.get(common))) {
            common++;
        }
        List<String> way = new ArrayList<>(Collections.nCopies(start.size() - common, UP));
        way.addAll(end.subList(common, end.size()));
        return new RelativePath(way);
    }

    public static boolean isAbsolute(String text) {
        return text.startsWith("/");
    }

    /** Another path, which is relative to this one. */
    public RelativePath resolve(RelativePath other) {
        List<String> result = new ArrayList<>(segments);
        other.segments.forEach(segment -> append(result, segment));
        return new RelativePath(result);
    }

    /** The directory that holds it; of the current directory, and of what lies above it, {@code ..} more. */
    public RelativePath parent() {
        return resolve(new RelativePath(List.of(UP)));
    }

    /** How many directories it first goes up. */
    public int ups() {
        int ups = 0;
        while (ups < segments.size() && segments.get(ups).equals(UP)) {
            ups++;
        }
        return ups;
    }

    /** As users write it: {@code .}, {@code envs/prod}, {@code ../network}. */
    @Override
    public String toString() {
        return segments.isEmpty() ? "." : String.join("/", segments);
    }

    private static void append(List<String> segments, String segment) {
        int last = segments.size() - 1;
        if (segment.isEmpty() || segment.equals(".")) {
            return;
        }
        if (segment.equals(UP) && last >= 0 && !segments.get(last).equals(UP)) {
            segments.remove(last);
        } else {
            segments.add(segment);
        }
    }
}
