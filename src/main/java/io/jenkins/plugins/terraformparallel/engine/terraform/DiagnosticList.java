package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.util.ArrayList;
import java.util.List;

/**
 * Diagnostics in the order reported, bounded: where there are too many, warnings go first, then the errors that an
 * interrupt causes, then what comes last. Not thread-safe.
 */
final class DiagnosticList {

    private final List<Diagnostic> kept = new ArrayList<>();

    void add(Diagnostic diagnostic) {
        if (kept.size() == FindingsCollector.MAX_DIAGNOSTICS) {
            int victim = lastOfLeastRank();
            if (rank(diagnostic) <= rank(kept.get(victim))) {
                return;
            }
            kept.remove(victim);
        }
        kept.add(bounded(diagnostic));
    }

    List<Diagnostic> toList() {
        return List.copyOf(kept);
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    private int lastOfLeastRank() {
        int victim = kept.size() - 1;
        for (int i = victim; i >= 0; i--) {
            if (rank(kept.get(i)) < rank(kept.get(victim))) {
                victim = i;
            }
        }
        return victim;
    }

    private static int rank(Diagnostic diagnostic) {
        if (diagnostic.isRealError()) {
            return 2;
        }
        return diagnostic.severity() == Severity.ERROR ? 1 : 0;
    }

    private static Diagnostic bounded(Diagnostic diagnostic) {
        int max = FindingsCollector.MAX_DETAIL;
        String address = diagnostic.address();
        String file = diagnostic.file();
        return new Diagnostic(
                diagnostic.severity(),
                WholeText.cut(diagnostic.summary(), max),
                WholeText.cut(diagnostic.detail(), max),
                address == null ? null : WholeText.cut(address, max),
                file == null ? null : WholeText.cut(file, max),
                diagnostic.line());
    }
}
