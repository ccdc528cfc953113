package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.run.SavedPlan.Status;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlanStoreTest {

    @TempDir
    Path temporary;

    @Test
    void aRecordIsReadBackAsItWas() throws IOException {
        LocalPlanStore store = store();
        assertThat(store.find("a-k")).isNull();
        SavedPlan plan = new SavedPlan(
                "a",
                Status.APPLYING,
                "run-1-1",
                Instant.parse("2026-11-23T12:00:00.123Z"),
                "run-2",
                Instant.parse("2026-11-23T13:00:00Z"),
                Map.of("variables", "0123"),
                true,
                ProcessFindings.NONE);

        store.save("a-k", plan);

        assertThat(store().find("a-k")).isEqualTo(plan);
        assertThat(store().find("b-k")).isNull();
    }

    @Test
    void aLaterVersionsFieldsAreLeftOut() throws IOException {
        store().save("a-k", plan("run-1-1"));
        Path record = plans().resolve("a-k/plan.json");
        Files.writeString(record, Files.readString(record).replaceFirst("\\{", "{\"new\": [1], "));

        assertThat(store().find("a-k")).isEqualTo(plan("run-1-1"));
    }

    @Test
    void onlyTheOwnerMayReadAnyOfIt() throws IOException {
        LocalPlanStore store = store();
        Path file = made(store, "a-k", "run-1-1");
        assertThat(file).isAbsolute().isEqualTo(plans().resolve(LocalPlanStore.relativePath("a-k", "run-1-1")));
        store.keep("a-k", plan("run-1-1"), "+ resource\n");

        try (Stream<Path> all = Files.walk(plans())) {
            assertThat(all)
                    .hasSize(5)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void thePlanFileThatIsKeptIsTheOnlyOne() throws IOException {
        LocalPlanStore store = store();
        made(store, "a-k", "run-1-1");
        store.save("a-k", plan("run-1-1"));
        made(store, "b-k", "run-1-1");
        Path next = made(store, "a-k", "run-2-4");
        assertThat(plans().resolve("a-k/run-1-1.tfplan")).exists();

        store.save("a-k", plan("run-2-4"));

        assertThat(names("a-k")).containsExactly("plan.json", "run-2-4.tfplan");
        assertThat(names("b-k")).containsExactly("run-1-1.tfplan");
        store.delete("a-k", "run-2-4");
        store.delete("a-k", "run-2-4");
        assertThat(next).doesNotExist();
        made(store, "a-k", "run-3-1");
        store.save("a-k", plan(null));
        assertThat(names("a-k")).containsExactly("plan.json");
    }

    @Test
    void aRecordIsReplacedInOneStep() throws IOException {
        store().save("a-k", plan("run-1-1"));
        Path record = plans().resolve("a-k/plan.json");
        Path asItWas = Files.createLink(temporary.resolve("as-it-was"), record);

        store().save("a-k", plan("run-2-1"));

        assertThat(Files.readString(asItWas)).as("written into").contains("run-1-1");
        assertThat(store().find("a-k")).isEqualTo(plan("run-2-1"));
        assertThat(names("a-k")).containsExactly("plan.json");
    }

    @Test
    void diffsAreKeptAsTheyAre() throws IOException {
        assertThat(store().diff("a-k")).isNull();
        store().keep("a-k", plan("run-1-1"), "+ ünï\n");
        store().keep("a-k", plan("run-1-2"), "- ünï\n");

        assertThat(store().diff("a-k")).isEqualTo("- ünï\n");
        store().keep("a-k", plan("run-1-3"), "");
        assertThat(store().diff("a-k")).isNull();
    }

    @Test
    void whenOutputsLastChangedOutlivesThePlan() throws IOException {
        Instant changed = Instant.parse("2026-11-23T13:00:00Z");
        store().keep("a-k", plan("run-1-1"), "");
        assertThat(store().find("a-k")).isEqualTo(plan("run-1-1"));
        store().save("a-k", plan("run-1-1").withOutputsChanged(changed));

        store().keep("a-k", plan("run-2-1"), "");

        assertThat(store().find("a-k")).isEqualTo(plan("run-2-1").withOutputsChanged(changed));
    }

    /** As a chain makes it. */
    private static Path made(LocalPlanStore store, String unitKey, String fileName) throws IOException {
        Path file = Path.of(store.path(unitKey, fileName));
        LocalPrivateFiles.write(file, new byte[0]);
        return file;
    }

    private static SavedPlan plan(String file) {
        return new SavedPlan(
                "a", Status.PLANNED, file, VirtualClock.START, null, null, Map.of(), true, ProcessFindings.NONE);
    }

    private LocalPlanStore store() {
        return new LocalPlanStore(plans());
    }

    private Path plans() {
        return temporary.resolve("plans");
    }

    private List<String> names(String key) throws IOException {
        try (Stream<Path> files = Files.list(plans().resolve(key))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
