package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import java.util.Locale;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One planned change of one unit, as a page shows it. */
@Restricted(NoExternalUse.class)
public final class ChangeRow {

    /** Kinds that have a look of their own. */
    private static final Set<String> KNOWN =
            Set.of("create", "update", "replace", "destroy", "move", "forget", "import", "read");

    private final UnitPage unit;
    private final ResourceChange change;

    ChangeRow(UnitPage unit, ResourceChange change) {
        this.unit = unit;
        this.change = change;
    }

    public UnitPage getUnit() {
        return unit;
    }

    public String getAction() {
        return TextCleaner.line(change.action());
    }

    public String getAddress() {
        return TextCleaner.line(change.address());
    }

    /** The class by which its kind gets a colour. */
    public String getCssClass() {
        String action = change.action().toLowerCase(Locale.ROOT);
        return "tfp-action-" + (KNOWN.contains(action) ? action : "other");
    }
}
