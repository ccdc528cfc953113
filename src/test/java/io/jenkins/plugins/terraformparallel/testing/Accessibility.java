package io.jenkins.plugins.terraformparallel.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core finds wrong with the page that a {@link Chromium} shows. */
public final class Accessibility {

    private static final String RUN = "const done = arguments[arguments.length - 1];"
            + "axe.run(document.querySelector(arguments[0]), {resultTypes: ['violations'], iframes: false}).then(result => done(result.violations"
            + ".filter(each => ['serious', 'critical'].includes(each.impact))"
            + ".map(each => each.id + ': ' + each.help + ' ' + each.nodes.slice(0, 3)"
            + ".map(node => node.target.join(' ') + ' (' + node.failureSummary + ')').join('; '))),"
            + " error => done(['axe: ' + error]));";

    private Accessibility() {}

    /** Serious and critical violations, one sentence each. */
    public static List<String> violations(Chromium chromium) {
        return violations(chromium, "html");
    }

    /**
     * Those of a part of the page, where the rest is somebody else's.
     *
     * @param selector of CSS
     */
    @SuppressWarnings("unchecked")
    public static List<String> violations(Chromium chromium, String selector) {
        chromium.driver().executeScript(script());
        return (List<String>) chromium.driver().executeAsyncScript(RUN, selector);
    }

    private static String script() {
        try (InputStream in = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("com.deque.html.axe-core:selenium is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
