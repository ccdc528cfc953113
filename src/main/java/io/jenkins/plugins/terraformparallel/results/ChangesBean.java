package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** How many changes a plan has, for the REST API; the names are those of the result's JSON. */
@Restricted(NoExternalUse.class)
@ExportedBean(defaultVisibility = 3)
public final class ChangesBean {

    private final ChangeCounts changes;

    ChangesBean(ChangeCounts changes) {
        this.changes = changes;
    }

    @Exported
    public int getAdd() {
        return changes.add();
    }

    @Exported
    public int getChange() {
        return changes.change();
    }

    @Exported
    public int getDestroy() {
        return changes.destroy();
    }

    @Exported(name = "import")
    public int getImported() {
        return changes.imported();
    }

    @Exported
    public int getMove() {
        return changes.move();
    }

    @Exported
    public int getForget() {
        return changes.forget();
    }

    @Exported
    public int getOutputs() {
        return changes.outputs();
    }
}
