package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.agent.AgentPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalOpenRunsTest {

    private static final AgentPlace PLACE = new AgentPlace("agent", "/w/a b", "/w/a b/infra", "/w/a b@tmp");
    private static final OpenRun RUN =
            new OpenRun("20261123-1", "folder/shop#7", "17", PLACE, "/w/a b@tmp/plans", null);

    @TempDir
    Path home;

    private LocalOpenRuns runs;

    @BeforeEach
    void open() {
        runs = new LocalOpenRuns(home);
    }

    @Test
    void remembersARunUntilItHasEnded() throws IOException {
        assertThat(runs.all()).isEmpty();
        runs.put(RUN);
        assertThat(new LocalOpenRuns(home).all()).containsExactly(RUN);
        runs.remove(RUN.id());
        runs.remove(RUN.id());
        assertThat(runs.all()).isEmpty();
    }

    @Test
    void aBuildThatIsCalledOtherwiseNowTakesThePlaceOfTheOld() throws IOException {
        runs.put(RUN);
        runs.put(RUN.ofBuild("elsewhere/shop#7"));
        assertThat(runs.all()).extracting(OpenRun::build).containsExactly("elsewhere/shop#7");
    }

    @Test
    void whatCantBeReadHidesNoOther() throws IOException {
        runs.put(RUN);
        Path directory = home.resolve("terraform-parallel/open-runs");
        Files.writeString(directory.resolve("broken.json"), "{\"id\": ");
        Files.writeString(
                directory.resolve("later.json"), "{\"id\":\"x\",\"build\":\"b#1\",\"flowNode\":\"3\",\"new\":1}");
        assertThat(runs.all()).extracting(OpenRun::id).containsExactlyInAnyOrder(RUN.id(), "x");
    }

    @Test
    void theFilesAreForTheirOwnerAlone() throws IOException {
        runs.put(RUN);
        try (Stream<Path> files = Files.list(home.resolve("terraform-parallel/open-runs"))) {
            List<String> modes = files.map(LocalOpenRunsTest::mode).toList();
            assertThat(modes).containsExactly("rw-------");
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
