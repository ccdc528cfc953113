package io.jenkins.plugins.terraformparallel.engine.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Logs and diffs in memory, some of which can't be written. */
final class MemoryLogs implements RunLogs {

    private final Map<String, StringBuilder> files = new HashMap<>();

    // Mutable state
    private Predicate<String> trouble = method -> false;

    void troubleWith(Predicate<String> methods) {
        trouble = methods;
    }

    String text(String path) {
        return files.getOrDefault(path, new StringBuilder()).toString();
    }

    String all() {
        return files.toString();
    }

    @Override
    public void append(String unitKey, String text) throws IOException {
        failWhereAsked("append");
        file(logPath(unitKey)).append(text);
    }

    @Override
    public long length(String unitKey) throws IOException {
        failWhereAsked("length");
        return file(logPath(unitKey)).length();
    }

    @Override
    public void truncate(String unitKey, long bytes) throws IOException {
        failWhereAsked("truncate");
        StringBuilder file = file(logPath(unitKey));
        file.setLength((int) Math.min(bytes, file.length()));
    }

    @Override
    public void beginDiff(String unitKey, DiffKind kind) throws IOException {
        failWhereAsked("beginDiff");
        file(diffPath(unitKey, kind)).setLength(0);
    }

    @Override
    public void appendDiff(String unitKey, DiffKind kind, String text) throws IOException {
        failWhereAsked("appendDiff");
        file(diffPath(unitKey, kind)).append(text);
    }

    @Override
    public String logPath(String unitKey) {
        return "logs/" + unitKey + ".log";
    }

    @Override
    public String diffPath(String unitKey, DiffKind kind) {
        return "diffs/" + unitKey + "." + kind;
    }

    @Override
    public String diff(String unitKey, DiffKind kind, int limit) throws IOException {
        failWhereAsked("diff");
        String diff = text(diffPath(unitKey, kind));
        return diff.substring(0, Math.min(limit, diff.length()));
    }

    @Override
    public void close(String unitKey) throws IOException {
        failWhereAsked("close");
    }

    private StringBuilder file(String path) {
        return files.computeIfAbsent(path, any -> new StringBuilder());
    }

    private void failWhereAsked(String method) throws IOException {
        if (trouble.test(method)) {
            throw new IOException("No space left on device");
        }
    }
}
