package io.jenkins.plugins.terraformparallel.engine.terraform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.ChangeSummaryEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.DiagnosticEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.DriftEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Message;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.OutputsEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Phase;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.PlannedChangeEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.RawLine;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.ResourceEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.VersionEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sums up one terraform process from its events. Bounded in memory whatever the process prints. Not thread-safe: one
 * driver feeds it.
 */
public final class FindingsCollector {

    /** The most planned changes, and the most unfinished resources, that are kept. */
    public static final int MAX_RESOURCES = 10_000;

    /** The most diagnostics that are kept. */
    public static final int MAX_DIAGNOSTICS = 200;

    /** The most characters of a diagnostic's detail, or of any other text, that are kept. */
    public static final int MAX_DETAIL = 16 * 1024;

    private static final String UNLOCK_FAILED = "Error releasing the state lock";
    private static final String SECOND_INTERRUPT = "Two interrupts received";
    private static final String NO_CHANGE = "noop";
    private static final String GONE = "destroy";
    private static final String MOVED = "move";

    private final boolean refreshOnly;
    private final List<ResourceChange> resources = new ArrayList<>();
    private final Set<String> changedOutputs = new TreeSet<>();
    /** How many of each address: several may be the same text once they are masked. */
    private final Map<String, Integer> unfinished = new LinkedHashMap<>();

    private final DiagnosticList diagnostics = new DiagnosticList();
    private final PlainDiagnostics stdoutText = new PlainDiagnostics();
    private final PlainDiagnostics stderrText = new PlainDiagnostics();

    // Mutable state
    @CheckForNull
    private ChangeSummaryEvent summary;

    @CheckForNull
    private Map<String, OutputValue> outputs;

    @CheckForNull
    private StateLock heldLock;

    @CheckForNull
    private String start;

    private TerraformVersion.Kind kind = TerraformVersion.Kind.TERRAFORM;
    private int moved;
    private int forgotten;
    private int imported;
    private int driftChanged;
    private int driftGone;
    private boolean worksOnState;
    private boolean unlockFailed;

    /** For any process but a plan with {@code -refresh-only}. */
    public FindingsCollector() {
        this(false);
    }

    /**
     * @param refreshOnly whether the process is a plan that only looks for drift: then what has drifted counts as its
     *     changes, because terraform plans and counts none there
     */
    public FindingsCollector(boolean refreshOnly) {
        this.refreshOnly = refreshOnly;
    }

    /** Takes the next event of the process's standard output. */
    public void accept(TerraformEvent event) {
        if (event instanceof RawLine line) {
            acceptText(stdoutText, line);
        } else {
            acceptEvent(event);
        }
    }

    /** Takes the next event of the process's standard error. */
    public void acceptStderr(TerraformEvent event) {
        if (event instanceof RawLine line) {
            acceptText(stderrText, line);
        } else {
            acceptEvent(event);
        }
    }

    private static void acceptText(PlainDiagnostics text, RawLine line) {
        line.text().lines().forEach(text::accept);
    }

    private void acceptEvent(TerraformEvent event) {
        if (event instanceof VersionEvent version) {
            kind = version.kind();
            start = start == null ? version.timestamp() : start;
        } else if (event instanceof DiagnosticEvent diagnostic) {
            add(diagnostic.diagnostic());
        } else if (event instanceof PlannedChangeEvent planned) {
            add(planned);
        } else if (event instanceof DriftEvent drift) {
            add(drift);
        } else if (event instanceof ChangeSummaryEvent counts) {
            // An apply gives the lock back before its summary, a plan afterwards.
            worksOnState = "plan".equals(counts.operation());
            summary = summary == null ? counts : summary;
        } else if (event instanceof OutputsEvent values) {
            add(values);
        } else if (event instanceof ResourceEvent resource) {
            add(resource);
        } else if (event instanceof Message message) {
            String type = message.type();
            worksOnState = worksOnState || type != null && type.startsWith("refresh_");
            unlockFailed = unlockFailed || message.text().startsWith(SECOND_INTERRUPT);
        }
    }

    private void add(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
        unlockFailed = unlockFailed || UNLOCK_FAILED.equals(diagnostic.summary());
        if (heldLock == null) {
            heldLock = LockError.read(diagnostic, start, kind);
        }
    }

    private void add(PlannedChangeEvent planned) {
        worksOnState = true;
        moved += planned.moved() ? 1 : 0;
        forgotten += "forget".equals(planned.change().action()) ? 1 : 0;
        imported += planned.imported() ? 1 : 0;
        if (resources.size() < MAX_RESOURCES) {
            resources.add(new ResourceChange(
                    bounded(planned.change().address()),
                    bounded(planned.change().action())));
        }
    }

    private void add(DriftEvent drift) {
        // A resource that only got another address hasn't drifted: terraform's exit code says the same.
        if (!refreshOnly || MOVED.equals(drift.change().action())) {
            return;
        }
        add(new PlannedChangeEvent(drift.change(), false, false, drift.text()));
        if (GONE.equals(drift.change().action())) {
            driftGone++;
        } else {
            driftChanged++;
        }
    }

    private void add(OutputsEvent event) {
        Map<String, OutputValue> values = new TreeMap<>();
        event.outputs().forEach((name, output) -> {
            if (output.action() == null) {
                values.put(name, new OutputValue(output.value(), output.sensitive()));
            } else if (!NO_CHANGE.equals(output.action())) {
                changedOutputs.add(name);
            }
        });
        boolean isOfPlan = event.outputs().values().stream().anyMatch(output -> output.action() != null);
        if (!isOfPlan) {
            outputs = values;
        }
    }

    private void add(ResourceEvent event) {
        worksOnState = true;
        boolean makesResource = "create".equals(event.action()) || "replace".equals(event.action());
        if (!makesResource) {
            return;
        }
        String address = bounded(event.address());
        if (event.phase() == Phase.COMPLETED) {
            unfinished.computeIfPresent(address, (any, count) -> count == 1 ? null : count - 1);
        } else if (unfinished.containsKey(address)
                ? event.phase() == Phase.STARTED
                : unfinished.size() < MAX_RESOURCES) {
            unfinished.merge(address, 1, Integer::sum);
        }
    }

    private static String bounded(String text) {
        return WholeText.cut(text, MAX_DETAIL);
    }

    /**
     * What the process said. {@link ProcessFindings#lockHeld()} is true where it said that the lock couldn't be given
     * back, or where it didn't end by itself while it worked on a state; without meaning after {@code -lock=false}.
     *
     * @param exitCode null where it isn't known
     */
    public ProcessFindings findings(@CheckForNull Integer exitCode) {
        return new ProcessFindings(
                summary != null,
                counts(),
                List.copyOf(resources),
                List.copyOf(changedOutputs),
                outputs == null ? null : Map.copyOf(outputs),
                diagnostics.isEmpty() ? plainDiagnostics() : diagnostics.toList(),
                unfinishedResources(),
                unlockFailed || worksOnState && !endedByItself(exitCode),
                heldLock);
    }

    private List<String> unfinishedResources() {
        List<String> addresses = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : unfinished.entrySet()) {
            addresses.addAll(Collections.nCopies(entry.getValue(), entry.getKey()));
        }
        return List.copyOf(addresses.subList(0, Math.min(addresses.size(), MAX_RESOURCES)));
    }

    private ChangeCounts counts() {
        return new ChangeCounts(
                summary == null ? 0 : summary.add(),
                driftChanged + (summary == null ? 0 : summary.change()),
                driftGone + (summary == null ? 0 : summary.remove()),
                Math.max(summary == null ? 0 : summary.imported(), imported),
                moved,
                forgotten,
                changedOutputs.size());
    }

    /** A crash of Go's runtime ends with 2, as a plan with changes does. */
    private boolean endedByItself(@CheckForNull Integer exitCode) {
        return exitCode != null && (exitCode == 0 || exitCode == 1 || exitCode == 2 && summary != null);
    }

    private List<Diagnostic> plainDiagnostics() {
        DiagnosticList plain = new DiagnosticList();
        for (Diagnostic diagnostic : stderrText.end()) {
            plain.add(diagnostic);
        }
        for (Diagnostic diagnostic : stdoutText.end()) {
            plain.add(diagnostic);
        }
        return plain.toList();
    }
}
