package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.run.RunLogs.DiffKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunLogsTest {

    @TempDir
    Path temporary;

    @Test
    void logsGrowAndAreCutWhereAResumedRunReadsAgain() throws IOException {
        try (LocalRunLogs logs = new LocalRunLogs(temporary)) {
            assertThat(logs.length("a-k")).isZero();
            logs.truncate("a-k", 0);
            logs.append("a-k", "ünï\n");
            assertThat(logs.length("a-k")).isEqualTo(6);
            logs.append("a-k", "half a li");
            logs.append("b-k", "other\n");

            logs.truncate("a-k", 6);
            logs.append("a-k", "again\n");

            assertThat(temporary.resolve(logs.logPath("a-k"))).hasContent("ünï\nagain\n");
            assertThat(temporary.resolve(logs.logPath("b-k"))).hasContent("other\n");
            logs.close("a-k");
            logs.append("a-k", "more\n");
            assertThat(temporary.resolve(logs.logPath("a-k"))).hasContent("ünï\nagain\nmore\n");
            logs.truncate("a-k", 10_000);
            assertThat(logs.length("a-k")).isEqualTo(17);
        }
    }

    @Test
    void bothDiffsOfAUnitAreFilesOfTheirOwn() throws IOException {
        try (LocalRunLogs logs = new LocalRunLogs(temporary)) {
            assertThat(logs.diff("a-k", DiffKind.PLAN, 10)).isEmpty();
            logs.appendDiff("a-k", DiffKind.PLAN, "first\n");
            logs.beginDiff("a-k", DiffKind.PLAN);
            logs.appendDiff("a-k", DiffKind.PLAN, "+ ünï\n");
            logs.appendDiff("a-k", DiffKind.REPLANNED, "- other\n");

            assertThat(logs.diff("a-k", DiffKind.PLAN, 100)).isEqualTo("+ ünï\n");
            assertThat(logs.diff("a-k", DiffKind.PLAN, 3)).isEqualTo("+ ü");
            assertThat(logs.diff("a-k", DiffKind.REPLANNED, 100)).isEqualTo("- other\n");
            logs.beginDiff("a-k", DiffKind.REPLANNED);
            assertThat(logs.diff("a-k", DiffKind.REPLANNED, 100)).isEmpty();
        }
    }

    @Test
    void pathsAreRelativeAndNamedByTheUnitsKey() {
        LocalRunLogs logs = new LocalRunLogs(temporary);

        assertThat(logs.logPath("apps-shop-1f")).isEqualTo("logs/apps-shop-1f.log");
        assertThat(logs.diffPath("apps-shop-1f", DiffKind.PLAN)).isEqualTo("diffs/apps-shop-1f.diff");
        assertThat(logs.diffPath("apps-shop-1f", DiffKind.REPLANNED)).isEqualTo("diffs/apps-shop-1f.replanned.diff");
    }

    @Test
    void anotherEngineGoesOnWhereOneStopped() throws IOException {
        try (LocalRunLogs dead = new LocalRunLogs(temporary);
                LocalRunLogs logs = new LocalRunLogs(temporary)) {
            dead.append("a-k", "known\nnot known\n");
            logs.truncate("a-k", 6);
            logs.append("a-k", "known now\n");

            assertThat(Files.readString(temporary.resolve(logs.logPath("a-k")))).isEqualTo("known\nknown now\n");
        }
    }
}
