package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.RunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    private static final RunReport REPORT = new RunReport(
            "id",
            Operation.PLAN,
            null,
            RunStatus.SUCCEEDED,
            4,
            4,
            "terraform",
            "1.11.4",
            Instant.EPOCH,
            1,
            Map.of(),
            false,
            null,
            List.of(),
            List.of(),
            0);

    @TempDir
    private Path directory;

    @Test
    void writesEachKindRelativeToTheCurrentDirectory() throws IOException {
        ReportFiles files = files(Map.of(
                ReportOption.HTML, "r.html",
                ReportOption.JSON, "./r.json",
                ReportOption.JUNIT, directory.resolve("r.xml").toString(),
                ReportOption.MARKDOWN, "r.md"));

        assertThat(files.mistakes(null)).isEmpty();
        assertThat(files.write(REPORT, RunFiles.NONE).troubles()).isEmpty();

        assertThat(directory.resolve("r.html")).content().startsWith("<!DOCTYPE html>");
        assertThat(directory.resolve("r.json")).content().startsWith("{");
        assertThat(directory.resolve("r.xml")).content().startsWith("<?xml");
        assertThat(directory.resolve("r.md")).isNotEmptyFile();
        assertThat(names()).containsExactlyInAnyOrder("r.html", "r.json", "r.xml", "r.md");
    }

    @Test
    void replacesWhatALinkLeadsToAndKeepsTheLink() throws IOException {
        Path old = Files.writeString(directory.resolve("old.json"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("r.json"), old);

        files(Map.of(ReportOption.JSON, "r.json")).write(REPORT, RunFiles.NONE);

        assertThat(link).isSymbolicLink();
        assertThat(old).content().startsWith("{");
    }

    @Test
    void writesToADeviceInsteadOfReplacingIt() {
        ReportFiles files = files(Map.of(ReportOption.JSON, "/dev/null"));

        assertThat(files.mistakes(null)).isEmpty();
        assertThat(files.write(REPORT, RunFiles.NONE).files()).containsExactly("/dev/null");
        assertThat(Path.of("/dev/null")).exists().isNotEqualTo(null);
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void aLostDirectoryDoesNotKeepTheOthersFromBeingWritten() throws IOException {
        Path lost = Files.createDirectory(directory.resolve("lost"));
        ReportFiles files = files(Map.of(ReportOption.HTML, "lost/r.html", ReportOption.JSON, "r.json"));
        assertThat(files.mistakes(null)).isEmpty();
        Files.delete(lost);

        ReportFiles.Written written = files.write(REPORT, RunFiles.NONE);

        assertThat(written.files()).containsExactly("r.json");
        assertThat(written.troubles())
                .singleElement()
                .asString()
                .startsWith("The report --html lost/r.html can't be written: ");
    }

    @Test
    void aReportThatIsMissingMakesASuccessAFailure() {
        CommandCall call = CommandCall.in(directory);
        Surroundings surroundings = call.surroundings();
        ReportFiles files = new ReportFiles(Map.of(ReportOption.HTML, "lost/r.html"), directory);

        int code;
        try (Console console = new Console(surroundings.out(), surroundings.encoding())) {
            code = new RunEnding(surroundings, files, false).write(REPORT, RunFiles.NONE, console);
        }

        assertThat(code).isEqualTo(1);
        assertThat(call.err()).contains("The report --html lost/r.html can't be written");
    }

    @Test
    void noReportReplacesTheRequest() throws IOException {
        Files.writeString(directory.resolve("r.json"), "{}");

        assertThat(files(Map.of(ReportOption.JSON, "./r.json")).mistakes("r.json"))
                .singleElement()
                .extracting(Mistake::sentence)
                .isEqualTo("--json: found './r.json', the same file as --request, expected a file of its own");
    }

    @Test
    void aDirectoryIsNoReport() {
        assertThat(files(Map.of(ReportOption.HTML, ".")).mistakes(null)).hasSize(1);
    }

    private ReportFiles files(Map<ReportOption, String> asked) {
        return new ReportFiles(asked, directory);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
