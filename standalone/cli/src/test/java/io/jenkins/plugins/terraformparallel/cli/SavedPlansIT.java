package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plan, look, apply, look, apply: what a dependent's plan is worth when that was applied on which it depends. Two chains,
 * {@code a2 <- b2} and {@code a3 <- b3 <- c3}, and {@code s2}, which depends on an output of {@code a2} that never changes.
 */
@NeedsTerraform
class SavedPlansIT {
    private static final String AGAIN = "Look at the new plan and apply again.";

    @TempDir
    private Path world;

    private TerraformParallel cli;

    @BeforeEach
    void makeChains() throws IOException {
        cli = TerraformParallel.in(world);
        upstream("one");
        cli.module("b2", Hcl.following("a2", "+b"));
        cli.module("s2", Hcl.stateOf("a2") + Hcl.holding("${data.terraform_remote_state.a2.outputs.stable}+s"));
        cli.module("b3", Hcl.following("a3", "+b"));
        cli.module("c3", Hcl.following("b3", "+c"));
        cli.file("request.yaml", """
                modules:
                  - a2
                  - {path: b2, dependsOn: [a2]}
                  - {path: s2, dependsOn: [a2]}
                  - a3
                  - {path: b3, dependsOn: [a3]}
                  - {path: c3, dependsOn: [b3]}
                """);
    }

    @Test
    void chainsAreAppliedStepByStepAndNeverByAPlanThatNobodyHasSeen() throws Exception {
        CallResult firstPlan = call("plan").hasExitCode(0);
        assertThat(firstPlan.states())
                .isEqualTo(states("SUCCEEDED", "SKIPPED", "SKIPPED", "SUCCEEDED", "SKIPPED", "SKIPPED"));
        assertThat(firstPlan.unit("b2").get("reason").asText()).isEqualTo("needs a2 to be applied first");
        assertThat(firstPlan.unit("c3").get("reason").asText()).isEqualTo("needs b3 to be applied first");
        assertThat(values()).containsOnly("");

        CallResult first = call("apply").hasExitCode(1);
        assertThat(first.states()).isEqualTo(states("SUCCEEDED", "FAILED", "FAILED", "SUCCEEDED", "FAILED", "SKIPPED"));
        assertThat(first.unit("b2").get("reason").asText()).contains("couldn't be planned before", AGAIN);
        assertThat(first.unit("b2").at("/changes/add").asInt()).isEqualTo(1);
        assertThat(first.unit("c3").get("reason").asText()).contains("b3");
        assertThat(values()).containsExactly("one", "", "", "one", "", "");

        CallResult second = call("apply").hasExitCode(1);
        assertThat(second.states())
                .isEqualTo(states("SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "FAILED"));
        assertThat(second.unit("a2").get("reason").asText()).isEqualTo("already applied");
        assertThat(second.unit("c3").get("reason").asText()).contains("couldn't be planned before", AGAIN);
        assertThat(values()).containsExactly("one", "one+b", "same+s", "one", "one+b", "");

        call("apply").hasExitCode(0);
        assertThat(values()).containsExactly("one", "one+b", "same+s", "one", "one+b", "one+b+c");

        // Upstream changes an output; two dependents have changes of their own as well.
        upstream("two");
        cli.module("b2", Hcl.following("a2", "+B"));
        cli.module("s2", Hcl.stateOf("a2") + Hcl.holding("${data.terraform_remote_state.a2.outputs.stable}+S"));
        CallResult plan = call("plan").hasExitCode(0);
        assertThat(plan.unit("a2").has("provisional")).isFalse();
        assertThat(plan.unit("b2").path("provisional").asBoolean()).isTrue();
        assertThat(plan.unit("b3").path("provisional").asBoolean()).isTrue();
        assertThat(plan.unit("b2").get("hasChanges").asBoolean()).isTrue();
        assertThat(plan.unit("b3").get("hasChanges").asBoolean()).isFalse();

        CallResult third = call("apply").hasExitCode(1);
        assertThat(third.states())
                .isEqualTo(states("SUCCEEDED", "FAILED", "SUCCEEDED", "SUCCEEDED", "FAILED", "SKIPPED"));
        assertThat(third.unit("b2").get("reason").asText()).contains("outputs changed after this plan was made", AGAIN);
        assertThat(diff(third, "b2", "diff")).contains("one+B").doesNotContain("two+B");
        assertThat(diff(third, "b2", "replannedDiff")).contains("two+B").doesNotContain("one+B");
        // Neither the old plan nor the new one of b2 and b3; that of s2 was made again and is the same.
        assertThat(values()).containsExactly("two", "one+b", "same+S", "two", "one+b", "one+b+c");

        CallResult fourth = call("apply").hasExitCode(1);
        assertThat(fourth.states())
                .isEqualTo(states("SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "FAILED"));
        assertThat(values()).containsExactly("two", "two+B", "same+S", "two", "two+b", "one+b+c");

        call("apply").hasExitCode(0);
        assertThat(values()).containsExactly("two", "two+B", "same+S", "two", "two+b", "two+b+c");
    }

    private CallResult call(String operation) throws Exception {
        return cli.runWithReports(operation, "--request", "request.yaml", "--plan-dir", "plans");
    }

    private void upstream(String value) throws IOException {
        cli.module("a2", Hcl.holding(value) + "output \"stable\" {\n  value = \"same\"\n}\n");
        cli.module("a3", Hcl.holding(value));
    }

    private static Map<String, String> states(String a2, String b2, String s2, String a3, String b3, String c3) {
        return Map.of("a2", a2, "b2", b2, "s2", s2, "a3", a3, "b3", b3, "c3", c3);
    }

    /** Of a2, b2, s2, a3, b3 and c3, as far as they were applied. */
    private String[] values() throws IOException {
        String[] modules = {"a2", "b2", "s2", "a3", "b3", "c3"};
        String[] values = new String[modules.length];
        for (int i = 0; i < modules.length; i++) {
            values[i] = StateFile.value(cli.directory().resolve(modules[i]));
        }
        return values;
    }

    private static String diff(CallResult call, String unit, String field) throws IOException {
        return Files.readString(
                call.runDirectory().resolve(call.unit(unit).get(field).asText()));
    }
}
