package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What terraform 1.11.4 really printed, see record.sh beside it. */
final class Recorded {

    static final List<String> STREAMS = List.of(
            "apply-create.ndjson",
            "apply-failing.ndjson",
            "apply-interrupted.ndjson",
            "apply-killed.ndjson",
            "apply-mixed.ndjson",
            "apply-save-refused.ndjson",
            "apply-unlock-refused.ndjson",
            "destroy.ndjson",
            "emergency-dump.ndjson",
            "init-backend-changed.ndjson",
            "init-broken.ndjson",
            "init.ndjson",
            "plan-broken.ndjson",
            "plan-create.ndjson",
            "plan-locked-http.ndjson",
            "plan-locked-waiting.ndjson",
            "plan-locked.ndjson",
            "plan-missing-remote-state.ndjson",
            "plan-mixed.ndjson",
            "plan-not-initialised.ndjson",
            "plan-nothing.ndjson",
            "plan-outputs-only.ndjson",
            "plan-tainted.ndjson",
            "plan-wrong-flag.ndjson",
            "plan-wrong.ndjson");

    private Recorded() {}

    static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream("1.11.4/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static List<TerraformEvent> events(String name) {
        return events(bytes(name), UnaryOperator.identity());
    }

    static List<TerraformEvent> events(byte[] output, UnaryOperator<String> mask) {
        List<TerraformEvent> events = new ArrayList<>();
        OutputReader reader = new OutputReader(mask);
        reader.feed(output, events::add);
        reader.end(events::add);
        return events;
    }

    static ProcessFindings findings(String name, Integer exitCode) {
        FindingsCollector collector = new FindingsCollector();
        events(name).forEach(collector::accept);
        return collector.findings(exitCode);
    }
}
