package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.report.ShownState;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How many units are in one state, as a part of the bar of all. */
@Restricted(NoExternalUse.class)
public final class StateCount {

    private final ShownState state;
    private final int number;
    private final int before;

    /** @param before how many are in states that come before it */
    StateCount(ShownState state, int number, int before) {
        this.state = state;
        this.number = number;
        this.before = before;
    }

    public String getStatus() {
        return state.name();
    }

    public int getNumber() {
        return number;
    }

    public int getBefore() {
        return before;
    }

    public String getWord() {
        return state.word();
    }

    public String getIcon() {
        return StateLook.icon(state);
    }

    public String getStateClass() {
        return StateLook.cssClass(state);
    }
}
