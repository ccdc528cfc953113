package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.report.AttentionItem;
import java.util.Arrays;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What needs eyes for one reason. */
@Restricted(NoExternalUse.class)
public final class AttentionGroup {

    private final String title;
    private final List<AttentionBean> items;

    private AttentionGroup(String title, List<AttentionBean> items) {
        this.title = title;
        this.items = items;
    }

    /** The most urgent kind first; only kinds that occur. */
    static List<AttentionGroup> of(RunPage run, List<AttentionItem> items) {
        return Arrays.stream(AttentionItem.Kind.values())
                .map(kind -> new AttentionGroup(
                        kind.title(),
                        items.stream()
                                .filter(item -> item.kind() == kind)
                                .map(item -> new AttentionBean(run, item))
                                .toList()))
                .filter(group -> !group.items.isEmpty())
                .toList();
    }

    public String getTitle() {
        return title;
    }

    public List<AttentionBean> getItems() {
        return items;
    }
}
