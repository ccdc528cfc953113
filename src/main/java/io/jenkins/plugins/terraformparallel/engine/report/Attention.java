package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.LeftProcess;
import io.jenkins.plugins.terraformparallel.engine.event.StateFile;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Collects what needs a person's eyes or hands, in the words that all reports use. */
public final class Attention {

    private static final Set<String> DESTROYING = Set.of("destroy", "replace");

    private final Operation operation;
    private final List<AttentionItem> items = new ArrayList<>();

    // Mutable state: the unit that is looked at
    private UnitReport unit;
    private int number;

    private Attention(Operation operation, UnitReport first) {
        this.operation = operation;
        this.unit = first;
    }

    /** The most urgent first, within one kind in the plan's order. */
    public static List<AttentionItem> of(RunReport report) {
        if (report.units().isEmpty()) {
            return List.of();
        }
        Attention attention = new Attention(report.operation(), report.units().get(0));
        report.units().forEach(attention::look);
        attention.items.sort(Comparator.comparing(AttentionItem::kind));
        return List.copyOf(attention.items);
    }

    private void look(UnitReport next) {
        unit = next;
        number++;
        UnitNotes notes = unit.notes();
        StateFile stateFile = notes.stateFile();
        if (stateFile != null) {
            stateFile(stateFile);
        }
        StateLock lock = notes.lock();
        if (lock != null) {
            lock(lock);
        }
        if (!notes.left().isEmpty()) {
            left(notes.left());
        }
        if (!notes.tainted().isEmpty()) {
            add(
                    AttentionItem.Kind.TAINTED,
                    "the next apply replaces " + Wording.count(notes.tainted().size(), "tainted resource"),
                    notes.tainted());
        }
        if (notes.provisional()) {
            add(
                    AttentionItem.Kind.PROVISIONAL,
                    "its plan is provisional: outputs that it depends on change, so it will be planned again",
                    List.of());
        }
        destroys();
    }

    private void stateFile(StateFile file) {
        String text = file.push() == null
                ? "its state could not be saved; it has to be cut out of the raw output that is kept here:"
                : "its state could not be saved where it belongs; it is kept here:";
        add(AttentionItem.Kind.STATE_FILE, text, List.of(file.path()), file.push());
    }

    private void lock(StateLock lock) {
        List<String> details = new ArrayList<>();
        detail(details, "held by ", lock.who());
        detail(details, "since ", lock.created());
        detail(details, "ID ", lock.id());
        String text = lock.forceUnlock() == null
                ? "a state lock stays; whose it is isn't certain, so look before you unlock"
                : "a state lock stays";
        add(AttentionItem.Kind.LOCK, text, details, lock.forceUnlock());
    }

    private static void detail(List<String> details, String what, @CheckForNull String value) {
        if (value != null) {
            details.add(what + value);
        }
    }

    private void left(List<LeftProcess> left) {
        add(
                AttentionItem.Kind.LEFT,
                "its terraform left " + Wording.count(left.size(), "process") + " behind",
                left.stream()
                        .map(one -> one.pid() + " " + one.command() + (one.ended() ? " (ended)" : " (still runs)"))
                        .toList());
    }

    /** Not for destroy: there it is what was asked for. */
    private void destroys() {
        if (operation != Operation.PLAN && operation != Operation.APPLY) {
            return;
        }
        List<String> gone = unit.resources().stream()
                .filter(change -> DESTROYING.contains(change.action()))
                .map(Attention::words)
                .toList();
        if (!gone.isEmpty()) {
            add(AttentionItem.Kind.DESTROY, "its plan destroys " + Wording.count(gone.size(), "resource"), gone);
        }
    }

    private static String words(ResourceChange change) {
        return change.action().equals("replace") ? change.address() + " (replaced)" : change.address();
    }

    private void add(AttentionItem.Kind kind, String text, List<String> details) {
        add(kind, text, details, null);
    }

    private void add(AttentionItem.Kind kind, String text, List<String> details, @CheckForNull String command) {
        items.add(new AttentionItem(kind, unit, number, text, details, command));
    }
}
