package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.work.RequestResolution;
import io.jenkins.plugins.terraformparallel.engine.work.Resolution;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import io.jenkins.plugins.terraformparallel.engine.workspace.LocalWorkspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run that could start: everything was read and checked that can be without terraform. Its plan knows what earlier runs
 * tell of its units.
 *
 * @param names how the request's arguments were written
 */
record PreparedRun(RunRequest request, Resolution resolution, ArgumentNames names) {

    /**
     * Reads the request and finds its modules.
     *
     * @param others what is wrong with the rest of the command line
     * @throws RequestException with everything that is wrong, in the user's own words
     */
    static PreparedRun of(Operation operation, GivenOptions options, Surroundings surroundings, List<Mistake> others)
            throws RequestException, IOException {
        Map<String, Object> content;
        try {
            content = RequestText.read(options.requestFile(), surroundings.currentDirectory());
        } catch (RequestException e) {
            throw together(e.mistakes(), others);
        }
        RawRequest raw = new RawRequest(content, options);
        raw.operation(operation.keyword());
        List<Mistake> before = new ArrayList<>(raw.mistakes());
        before.addAll(others);
        try {
            RequestResolution resolved = RequestResolution.resolve(
                    raw.map(),
                    surroundings.environment(),
                    LocalWorkspace.ofWorkTree(surroundings.currentDirectory()),
                    before);
            Resolution found = resolved.resolution();
            WorkPlan plan = new LocalDurations(surroundings.environment()).expectedOf(found.plan());
            return new PreparedRun(resolved.request(), new Resolution(plan, found.units()), raw.names());
        } catch (RequestException e) {
            List<Mistake> found = new ArrayList<>(e.mistakes());
            if (raw.lacksModules()) {
                // That was said in the command line's own words already.
                found.removeIf(mistake -> mistake.argument().equals("modules"));
            }
            throw raw.names().translate(new RequestException(found));
        }
    }

    private static RequestException together(List<Mistake> first, List<Mistake> second) {
        List<Mistake> all = new ArrayList<>(first);
        all.addAll(second);
        return new RequestException(all);
    }
}
