package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class PlainCallTest {

    @Test
    void readsWhatMostCallsLookLike() {
        ParsedCall call = PlainCall.read(
                "plan", "-p", "2", "envs/*", "--var", "a=b=c", "!envs/old", "--list", "--var=d:=[1]", "--fail-fast");

        assertThat(call).isNotNull();
        assertThat(call.arguments()).containsExactly("envs/*", "!envs/old");
        assertThat(call.options())
                .containsEntry("--parallel", List.of("2"))
                .containsEntry("--var", List.of("a=b=c", "d:=[1]"))
                .containsEntry("--list", List.of())
                .containsEntry("--fail-fast", List.of("true"))
                .hasSize(4);
    }

    @Test
    void leavesTheRestToPicocli() {
        assertThat(PlainCall.read()).isNull();
        assertThat(PlainCall.read("--version")).isNull();
        assertThat(PlainCall.read("resume", "directory")).isNull();
        assertThat(PlainCall.read("plan", "--help")).isNull();
        assertThat(PlainCall.read("plan", "--unknown", "a")).isNull();
        assertThat(PlainCall.read("plan", "--timeout", "1s", "--timeout", "2s")).isNull();
        assertThat(PlainCall.read("plan", "--timeout", "--list")).isNull();
        assertThat(PlainCall.read("plan", "--timeout")).isNull();
        assertThat(PlainCall.read("plan", "--list=true", "a")).isNull();
        assertThat(PlainCall.read("plan", "-p4", "a")).isNull();
        assertThat(PlainCall.read("plan", "--", "-a")).isNull();
        assertThat(PlainCall.read("plan", "größe")).isNull();
        assertThat(PlainCall.read("plan", "a\nb")).isNull();
    }

    @Property(tries = 1000)
    void comesToWhatPicocliDoes(@ForAll("calls") List<String> words) {
        String[] arguments = words.toArray(new String[0]);
        ParsedCall plain = PlainCall.read(arguments);
        Statistics.label("read without picocli").collect(plain != null);
        if (plain != null) {
            assertThat(plain).isEqualTo(CommandCall.parsed(arguments));
        }
    }

    @Provide
    Arbitrary<List<String>> calls() {
        List<String> names = new ArrayList<>(CommandSyntax.program()
                .getSubcommands()
                .get("plan")
                .getCommandSpec()
                .optionsMap()
                .keySet());
        Arbitrary<String> value = Arbitraries.of(
                "a",
                "envs/*",
                "!old",
                "k=v",
                "k:=[1,2]",
                "=",
                "a=",
                "'q'",
                "\"q\"",
                "",
                " ",
                "-x",
                "--list",
                "@file",
                "${x}",
                "true",
                "plan",
                "help",
                "4");
        Arbitrary<String> word = Arbitraries.oneOf(
                value,
                Arbitraries.of(names),
                Combinators.combine(Arbitraries.of(names), value).as((name, text) -> name + "=" + text));
        return Combinators.combine(
                        Arbitraries.of("plan", "plan", "apply", "init"),
                        word.list().ofMaxSize(5))
                .as((operation, more) -> {
                    List<String> all = new ArrayList<>(List.of(operation));
                    all.addAll(more);
                    return all;
                });
    }
}
