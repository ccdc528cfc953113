package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RandomRun;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HtmlReportWriterTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"<>]*\")*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-zA-Z-]+)=\"([^\"]*)\"");
    private static final Set<String> WITHOUT_END = Set.of("meta");

    @Property(tries = 40)
    void whateverHappensOnlyOurElementsAreElements(@ForAll long seed) throws IOException {
        RunReportFold fold = new RunReportFold("/runs/1");
        RandomRun.events(seed).forEach(fold::apply);

        assertWellFormed(html(fold.report(SampleRun.START, true), Hostile.files()));
    }

    @Test
    void hostileTextsStayText() throws IOException {
        assertWellFormed(html(Hostile.report(), Hostile.files()));
    }

    @Test
    void needsNothingFromOutside() throws IOException {
        String html = html(SampleRun.ofEverything().report(RunStatus.FAILED), RunFiles.NONE);

        assertThat(html).doesNotContain("<link", "<img", "<iframe", " src=", "@import", "url(", "import ");
        assertThat(html).containsOnlyOnce("<script type=\"module\">").containsOnlyOnce("<style>");
        assertThat(html)
                .contains("default-src &#39;none&#39;; script-src &#39;sha256-", "; style-src &#39;sha256-")
                .contains("; base-uri &#39;none&#39;; form-action &#39;none&#39;");
    }

    @Test
    void linksStayInTheDocument() throws IOException {
        String html = withoutScript(html(SampleRun.ofEverything().report(RunStatus.FAILED), RunFiles.NONE));

        Set<String> ids = values(html, "id");
        assertThat(values(html, "href"))
                .isNotEmpty()
                .allSatisfy(href -> assertThat(ids).contains(href.substring(1)))
                .allMatch(href -> href.startsWith("#"));
    }

    @Test
    void whatNeedsEyesComesBeforeTheTable() throws IOException {
        assertThat(html(SampleRun.ofEverything().report(RunStatus.FAILED), RunFiles.NONE))
                .containsSubsequence(
                        "<h1>1 of 6 failed",
                        "Look at these first",
                        "Failures",
                        "Unsupported argument",
                        "State that could not be saved",
                        "terraform state push",
                        "terraform force-unlock",
                        "sleep 600 (ended)",
                        "terraform_data.slow",
                        "Provisional plans",
                        "What is to be destroyed",
                        "<h2 id=\"units\">",
                        "<h2 id=\"details\">",
                        "<h2 id=\"run\">");
    }

    @Test
    void aRunWithoutTroubleAsksForNoAttention() throws IOException {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).start("a");
        run.end("a", UnitState.SUCCEEDED, null);

        assertThat(withoutScript(html(run.report(RunStatus.SUCCEEDED), RunFiles.NONE)))
                .doesNotContain("Look at these first");
    }

    @Test
    void anExcerptSaysThatItIsOneAndNamesItsFile() throws IOException {
        assertThat(html(SampleRun.ofEverything().report(RunStatus.FAILED), Hostile.files()))
                .contains("This is the end of <code>logs/0.log</code>, 1 more bytes are in the file")
                .contains("This is the beginning of <code>logs/blog.diff</code>");
        assertThat(html(SampleRun.ofEverything().report(RunStatus.FAILED), RunFiles.NONE))
                .contains("<code>logs/0.log</code>: files are not part of this report");
    }

    @Test
    void tablesSayWhatTheirHeadersAreFor() throws IOException {
        String html = withoutScript(html(SampleRun.ofEverything().report(RunStatus.FAILED), RunFiles.NONE));

        Matcher headers = Pattern.compile("<th[ >][^>]*>").matcher(html);
        assertThat(headers.results().map(result -> result.group()).toList())
                .isNotEmpty()
                .allMatch(header -> header.contains("scope=\"col\"") || header.contains("scope=\"row\""));
    }

    private static Set<String> values(String html, String name) {
        Set<String> values = new TreeSet<>();
        Matcher attributes = ATTRIBUTE.matcher(html);
        while (attributes.find()) {
            if (attributes.group(1).equals(name)) {
                values.add(attributes.group(2));
            }
        }
        return values;
    }

    /** Every {@code <} begins one of our tags, and these are closed in order. */
    private static void assertWellFormed(String html) {
        String body = withoutScript(html).substring(html.indexOf("<body>"));
        Deque<String> open = new ArrayDeque<>(List.of("html"));
        Matcher tags =
                TAG.matcher(body.replace("viewBox", "view-box").replace("preserveAspectRatio", "preserve-aspect"));
        int count = 0;
        while (tags.find()) {
            count++;
            if (tags.group(1).isEmpty()) {
                if (!WITHOUT_END.contains(tags.group(2))) {
                    open.push(tags.group(2));
                }
            } else {
                assertThat(open.pop()).isEqualTo(tags.group(2));
            }
            assertThat(tags.group(3)).doesNotContain(" on", "style=");
        }
        assertThat(open).isEmpty();
        assertThat(body.chars().filter(c -> c == '<').count()).isEqualTo(count);
        assertThat(body.chars()).noneMatch(c -> c < ' ' && c != '\n' && c != '\t' || c == 0x202E);
    }

    /** A script's own text may hold anything but its end. */
    private static String withoutScript(String html) {
        String script = HtmlAssets.load().script();
        assertThat(script).doesNotContain("</script", "<!--", "<script");
        return html.replace(script, "");
    }

    private static String html(RunReport report, RunFiles files) throws IOException {
        StringWriter out = new StringWriter();
        new HtmlReportWriter().write(report, files, out);
        return out.toString();
    }
}
