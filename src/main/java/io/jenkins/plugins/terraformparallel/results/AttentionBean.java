package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.AttentionItem;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Something that needs eyes, as a page shows it: its texts clean. */
@Restricted(NoExternalUse.class)
public final class AttentionBean {

    /** So many resources or processes are listed for one item; the unit's page has them all. */
    private static final int DETAILS = 20;

    private final RunPage run;
    private final AttentionItem item;

    AttentionBean(RunPage run, AttentionItem item) {
        this.run = run;
        this.item = item;
    }

    public UnitPage getUnit() {
        return new UnitPage(run, item.unit());
    }

    public String getText() {
        return item.text();
    }

    /** Some of the resources, processes or files that it is about. */
    public List<String> getDetails() {
        return item.details().stream().limit(DETAILS).map(TextCleaner::line).toList();
    }

    /** How many more there are. */
    public int getMore() {
        return Math.max(0, item.details().size() - DETAILS);
    }

    /** What to run; null where there is nothing to run. */
    @CheckForNull
    public String getCommand() {
        String command = item.command();
        return command == null ? null : TextCleaner.line(command);
    }
}
