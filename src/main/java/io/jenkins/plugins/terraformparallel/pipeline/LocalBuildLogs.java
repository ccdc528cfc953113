package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.run.LocalRunLogs;
import io.jenkins.plugins.terraformparallel.engine.run.RunLogs;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A run's logs in its build's folder, wherever that is now: a job may be renamed or moved meanwhile. Where the build was
 * deleted, nothing is kept, so that its folder doesn't come back. Not thread-safe: the run's driver.
 */
final class LocalBuildLogs implements RunLogs, AutoCloseable {

    private final LocalRunFolder folder;

    // Mutable state
    @CheckForNull
    private Path path;

    private LocalRunLogs logs;

    LocalBuildLogs(LocalRunFolder folder) {
        this.folder = folder;
        this.logs = new LocalRunLogs(folder.path());
    }

    private RunLogs here() throws IOException {
        Path now = folder.path();
        if (!now.equals(path)) {
            logs.close();
            logs = new LocalRunLogs(now);
            path = now;
        }
        return logs;
    }

    @Override
    public void append(String unitKey, String text) throws IOException {
        if (folder.isBuildThere()) {
            here().append(unitKey, text);
        }
    }

    @Override
    public long length(String unitKey) throws IOException {
        return here().length(unitKey);
    }

    @Override
    public void truncate(String unitKey, long bytes) throws IOException {
        here().truncate(unitKey, bytes);
    }

    @Override
    public void beginDiff(String unitKey, DiffKind kind) throws IOException {
        here().beginDiff(unitKey, kind);
    }

    @Override
    public void appendDiff(String unitKey, DiffKind kind, String text) throws IOException {
        if (folder.isBuildThere()) {
            here().appendDiff(unitKey, kind, text);
        }
    }

    @Override
    public String logPath(String unitKey) {
        return logs.logPath(unitKey);
    }

    @Override
    public String diffPath(String unitKey, DiffKind kind) {
        return logs.diffPath(unitKey, kind);
    }

    @Override
    public String diff(String unitKey, DiffKind kind, int limit) throws IOException {
        return here().diff(unitKey, kind, limit);
    }

    @Override
    public void close(String unitKey) throws IOException {
        here().close(unitKey);
    }

    @Override
    public void close() throws IOException {
        logs.close();
    }
}
