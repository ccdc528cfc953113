package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.work.RequestResolution;
import io.jenkins.plugins.terraformparallel.engine.workspace.LocalWorkspace;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link RequestFiles} on this machine: makes the plan, and keeps the questions instead of it. */
final class LocalRequestFiles implements RequestFiles {

    private final String current;
    private final String boundary;

    /**
     * @param current absolute
     * @param boundary absolute
     */
    LocalRequestFiles(String current, String boundary) {
        this.current = current;
        this.boundary = boundary;
    }

    @Override
    public LinkedHashMap<RecordedWorkspace.Question, PortAnswer> answers(Map<String, Object> raw) throws IOException {
        RecordedWorkspace workspace = new RecordedWorkspace(open(), Map.of());
        workspace.boundary();
        try {
            RequestResolution.resolve(raw, Map.of(), workspace, List.of());
        } catch (RequestException e) {
            // Whoever asked finds the same mistakes.
            return workspace.answers();
        }
        return workspace.answers();
    }

    private LocalWorkspace open() throws IOException {
        try {
            return new LocalWorkspace(Path.of(current), Path.of(boundary));
        } catch (IllegalArgumentException e) {
            FileSystemException outside = new FileSystemException(current, null, "it leads out of " + boundary);
            outside.initCause(e);
            throw outside;
        }
    }
}
