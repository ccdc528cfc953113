package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RandomRun;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MarkdownReportWriterTest {

    private static final Pattern FENCED = Pattern.compile("(?ms)^(`{3,})[a-z]*\n.*?^\\1\n");
    private static final Pattern OURS = Pattern.compile(
            "</?(details|summary|code)>|&#[0-9]+;|^#{3,4} |^\\| |^- |^ {2}- |\\*\\*[A-Z][a-z ]+\\*\\*",
            Pattern.MULTILINE);

    @Property(tries = 60)
    void nothingButOurOwnMarkupIsMarkup(@ForAll long seed) {
        RunReportFold fold = new RunReportFold(null);
        RandomRun.events(seed).forEach(fold::apply);

        assertHarmless(MarkdownReportWriter.text(fold.report(SampleRun.START, true), Hostile.files()));
    }

    @Test
    void hostileTextsStayText() {
        assertHarmless(MarkdownReportWriter.text(Hostile.report(), Hostile.files()));
    }

    @Test
    void aFenceIsLongerThanAnyInTheText() {
        assertThat(MarkdownText.block("diff", "a\n````\nb")).isEqualTo("`````diff\na\n````\nb\n`````\n");
    }

    @Test
    void neitherMentionsNorLinksNorTablesAreMadeOfCode() {
        assertThat(MarkdownText.code("@user | www.x.org https://x.org *b* \\| $x$", 100))
                .isEqualTo(
                        "<code>&#64;user &#124; www&#46;x.org https&#58;//x.org &#42;b&#42; &#92;&#124; &#36;x&#36;</code>");
    }

    @Test
    void saysTheVerdictAndTheFirstErrorOfEachFailure() {
        String text = MarkdownReportWriter.text(SampleRun.ofEverything().report(RunStatus.FAILED), RunFiles.NONE);

        assertThat(text)
                .startsWith("### ❌ terraform plan: 1 of 6 failed, ")
                .contains("Error: Unsupported argument (main.tf:3)\nAn argument named \"cidr\"")
                .contains("Error: Failed to save state")
                .contains("- run: <code>terraform force-unlock 0f3c-11</code>")
                .contains("<details><summary><code>apps/blog</code> 3 to add, 1 to change, 1 to destroy</summary>");
    }

    @Test
    void theTableIsPrecededByABlankLine() {
        assertThat(MarkdownReportWriter.text(SampleRun.ofEverything().report(RunStatus.FAILED), RunFiles.NONE))
                .contains("\n\n| state | unit |");
    }

    @Test
    void failuresStandBeforeWhatSucceeded() {
        SampleRun run = new SampleRun(Operation.PLAN).unit("good", "a", null).unit("bad", "b", null);
        run.start("good").end("good", UnitState.SUCCEEDED, null).start("bad").end("bad", UnitState.FAILED, "so");

        assertThat(MarkdownReportWriter.text(run.report(RunStatus.FAILED), RunFiles.NONE))
                .containsSubsequence("| ✗ failed | <code>bad</code>", "| ✓ succeeded | <code>good</code>");
    }

    @Test
    void fitsIntoACommentHoweverLargeTheRun() {
        SampleRun run = new SampleRun(Operation.PLAN);
        String longText = "@`|<".repeat(2_000);
        for (int i = 0; i < 1_500; i++) {
            String name = i + longText;
            run.unit(name, name, null).start(name);
            run.process(name, "plan", 2, SampleRun.plan(1, 0, 0));
            run.process(name, "apply", 1, SampleRun.errors(SampleRun.error(longText, longText, longText, 1)));
            run.end(
                    name,
                    i % 2 == 0 ? UnitState.FAILED : UnitState.SUCCEEDED,
                    longText,
                    new UnitNotes("d", true, null, List.of(longText), null, null, List.of()));
            run.remark(longText);
        }

        String text = MarkdownReportWriter.text(run.report(RunStatus.FAILED), Hostile.files());

        assertThat(text.length()).isBetween(40_000, 64_999);
        assertThat(text).contains("more units are not shown here", "more failures are not shown here");
        assertHarmless(text);
    }

    @Test
    void aLongDiffIsCutAtALineAndNamesItsFile() {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).start("a");
        run.process("a", "plan", 2, SampleRun.plan(1, 0, 0));
        run.end(
                "a",
                UnitState.SUCCEEDED,
                null,
                new UnitNotes("logs/a.diff", false, null, List.of(), null, null, List.of()));
        RunFiles files = new RunFiles() {
            @Override
            public FileExcerpt head(String path, int maxBytes) {
                return FileExcerpt.of("  + line\n".repeat(20_000), 0);
            }

            @Override
            public FileExcerpt tail(String path, int maxBytes) {
                return FileExcerpt.unreadable("unused");
            }
        };

        String text = MarkdownReportWriter.text(run.report(RunStatus.SUCCEEDED), files);

        assertThat(text.length()).isBetween(60_000, 64_999);
        assertThat(text)
                .contains("+   line\n```\n\nThe whole diff: <code>logs/a.diff</code>\n")
                .endsWith("</details>\n\n");
    }

    @Test
    void markersOfDiffsStandInTheFirstColumn() {
        assertThat(DiffLine.markersFirst("  + a\n      ~ b = 1 -> 2\n  - c\n-/+ d\nplain\n    }"))
                .isEqualTo("+   a\n!       b = 1 -> 2\n-   c\n!-/+ d\n plain\n    }\n");
    }

    /** Everything between fences is text; outside of them nothing is left that Markdown or HTML would act on. */
    private static void assertHarmless(String markdown) {
        String rest = OURS.matcher(FENCED.matcher(markdown).replaceAll("")).replaceAll("");
        rest = rest.replace("|---|---|--:|---|---|", "").replace(" |", "");
        assertThat(rest)
                .doesNotContain("<", ">", "@", "*", "_", "[", "`", "&", "~", "#", "|", "$", "\\", "://", "www.");
        assertThat(markdown.chars()).noneMatch(c -> c < ' ' && c != '\n' && c != '\t');
    }
}
