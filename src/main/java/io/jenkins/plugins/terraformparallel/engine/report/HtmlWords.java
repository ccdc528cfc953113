package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** Small pieces of the HTML report that stand in several places of it. */
final class HtmlWords {

    private final HtmlOut html;

    HtmlWords(HtmlOut html) {
        this.html = html;
    }

    /** The class by which a state gets its colour. */
    static String stateClass(Enum<?> state) {
        return "s-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where a unit's section is. @param number its position in the report, from 1 */
    static String anchor(int number) {
        return "unit-" + number;
    }

    /** A state as symbol and word. */
    void state(ShownState state) throws IOException {
        html.open("span", "class", "state " + stateClass(state));
        html.element("span", state.symbol(), "class", "symbol", "aria-hidden", "true");
        html.text(" " + state.word()).close();
    }

    /** A unit's name, as a link to its section; its direction doesn't touch its neighbours. */
    void link(UnitReport unit, int number) throws IOException {
        html.open("a", "href", "#" + anchor(number));
        name(unit.name());
        html.close();
    }

    /** Somebody's word within our sentence. */
    void name(String name) throws IOException {
        html.element("bdi", TextCleaner.line(name), "class", "name");
    }

    /** One row of a description list. */
    void fact(String term, @CheckForNull String description) throws IOException {
        if (description != null && !description.isEmpty()) {
            html.open("div").element("dt", term).open("dd");
            html.element("bdi", description).close().close().line();
        }
    }

    /** A moment, in UTC. */
    void moment(@CheckForNull Instant instant) throws IOException {
        if (instant != null) {
            String text = EventJson.instant(instant);
            html.element("time", text.substring(0, 19).replace('T', ' ') + " UTC", "datetime", text);
        }
    }

    /** A command that a person may run. */
    void command(@CheckForNull String command) throws IOException {
        if (command != null) {
            html.open("pre", "class", "command").element("code", command);
            html.close();
        }
    }
}
