package io.jenkins.plugins.terraformparallel.engine.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.terraformparallel.engine.event.LeftProcess;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.StateFile;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import io.jenkins.plugins.terraformparallel.engine.terraform.Severity;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import java.util.List;
import java.util.Map;

/** Names and messages that try to be more than text, and runs that are full of them. */
final class Hostile {

    static final String SCRIPT = "<script>window.ran = true</script>";
    static final String IMAGE = "<img src=x onerror='window.ran = true'>";
    static final String ATTRIBUTE = "\" onmouseover=\"window.ran = true\" x='";
    static final String LINES = "first\nSUCCEEDED  everything\r\n## heading";
    static final String ANSI = "\033[31mred\033[0m\033[2J \033]0;title\007 \u009B1m";
    static final String BIDI = "user\u202Etxt.exe\u2066";
    static final String FENCE = "```\n</details>\n@admin **bold** [link](javascript:alert(1))\n~~~";
    static final String CDATA = "]]> &amp; &lt;b&gt; <!-- --> {{7*7}} ${7*7}";
    static final String TABLE = "a | b \\| c \\\\| d";
    static final String BROKEN = "lone \uD800 and \uDC00, \uFFFE, nul \0";
    static final String NON_LATIN = "日本語 عربى 👩‍🚀";

    static final List<String> ALL = List.of(
            SCRIPT,
            IMAGE,
            ATTRIBUTE,
            LINES,
            ANSI,
            BIDI,
            FENCE,
            CDATA,
            TABLE,
            BROKEN,
            NON_LATIN,
            "",
            " ",
            "@user",
            "#1",
            "www.example.org",
            "https://example.org",
            "-- x",
            "<!--",
            "*a* _b_ ~c~ $d$");

    private Hostile() {}

    /** Each text in each place that takes one. */
    static RunReport report() {
        SampleRun run = new SampleRun(Operation.APPLY);
        int number = 0;
        for (String text : ALL) {
            number++;
            String name = number + text;
            run.unit(name, text, text, "1" + ALL.get(0));
            run.remark(text).start(name);
            run.process(
                    name,
                    "plan",
                    2,
                    SampleRun.plan(1, 0, 1, new ResourceChange(text, "destroy"), new ResourceChange(text, text)));
            run.process(name, "apply", 1, SampleRun.errors(new Diagnostic(Severity.ERROR, text, text, text, text, 1)));
            run.process(
                    name,
                    "apply",
                    1,
                    SampleRun.outputs(Map.of(text, new OutputValue(JsonNodeFactory.instance.textNode(text), false))));
            run.event(new RunEvent.Remark(run.tick(), name, text));
            run.end(
                    name,
                    number % 2 == 0 ? UnitState.FAILED : UnitState.ABORTED,
                    text,
                    new UnitNotes(
                            "logs/x.diff",
                            true,
                            "logs/x.diff",
                            List.of(text),
                            new StateLock(text, text, text, text),
                            new StateFile(text, text),
                            List.of(new LeftProcess(1, text, false))));
        }
        return run.report(RunStatus.FAILED);
    }

    /** Files that hold all texts. */
    static RunFiles files() {
        return new RunFiles() {
            @Override
            public FileExcerpt head(String path, int maxBytes) {
                return FileExcerpt.of("+ " + String.join("\n+ ", ALL) + "\n", 1);
            }

            @Override
            public FileExcerpt tail(String path, int maxBytes) {
                return head(path, maxBytes);
            }
        };
    }
}
