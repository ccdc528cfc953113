package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.run.SuppliedValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** resume: goes on with a run whose engine died. */
final class ResumeCommand {

    private static final String MASK = "mask";
    private static final Map<String, RequestOption> VALUES =
            Map.of("vars", RequestOption.VAR, "backendConfig", RequestOption.BACKEND_CONFIG, "env", RequestOption.ENV);

    private final ParsedCall call;
    private final Surroundings surroundings;

    ResumeCommand(ParsedCall call, Surroundings surroundings) {
        this.call = call;
        this.surroundings = surroundings;
    }

    /**
     * Does it; returns the exit code.
     *
     * @throws RequestException where that is impossible; the run is as it was
     */
    int run() throws RequestException, IOException {
        Path current = surroundings.currentDirectory();
        ReportFiles reports = new ReportFiles(call.reports(), current);
        GivenOptions options = call.request();
        RawRequest raw = new RawRequest(RequestText.read(options.requestFile(), current), options);
        names(raw.names());
        RunRequest request = read(raw, reports.mistakes(options.requestFile()));
        LocalRunPlace place = new LocalRunPlace(surroundings.environment(), current, null, null);
        RunEnding ending = new RunEnding(surroundings, reports, call.has(CommandSpecs.DETAILED_EXITCODE));
        try {
            return new RunningCommand(surroundings, ending)
                    .run(
                            watcher -> LocalRun.resume(
                                    call.argument(current), SuppliedValues.of(request), request, place, watcher),
                            request.console(),
                            null);
        } catch (RequestException e) {
            throw raw.names().translate(e);
        }
    }

    /** The values that are given again, read and checked as those of a new run, its environment included. */
    private RunRequest read(RawRequest raw, List<Mistake> others) throws RequestException {
        Map<String, Object> map = raw.map();
        // What is given here is given because it is secret.
        List<Object> mask = new ArrayList<>();
        if (map.get(MASK) instanceof Collection<?> names) {
            mask.addAll(names);
        } else if (map.get(MASK) instanceof String name) {
            mask.add(name);
        }
        for (RequestOption option : VALUES.values()) {
            if (map.get(option.key()) instanceof Map<?, ?> values) {
                call.request().values(option).stream()
                        .map(given -> given.substring(0, Math.max(0, given.indexOf('=')))
                                .replaceFirst(":$", ""))
                        .filter(name -> holdsText(values.get(name)) && !mask.contains(name))
                        .forEach(mask::add);
            }
        }
        map.put(MASK, mask);
        // The journal knows the modules.
        map.putIfAbsent("modules", ".");
        List<Mistake> before = new ArrayList<>(raw.mistakes());
        before.addAll(others);
        RunRequest request;
        try {
            request = RequestReader.read(map, surroundings.environment());
        } catch (RequestException e) {
            before.addAll(e.mistakes());
            throw raw.names().translate(new RequestException(before));
        }
        if (!before.isEmpty()) {
            throw new RequestException(before);
        }
        return request;
    }

    /** A missing value of the journal's is asked for by its option. */
    private static void names(ArgumentNames names) {
        VALUES.forEach((key, option) -> names.add(key, option.option()));
    }

    private static boolean holdsText(@CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(ResumeCommand::holdsText);
        }
        if (value instanceof Collection<?> list) {
            return list.stream().anyMatch(ResumeCommand::holdsText);
        }
        return value instanceof Number || value instanceof String text && !text.isBlank();
    }
}
