package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessesTest {

    private static final String AFTER_NAME = " S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 4711 0 0\n";

    @TempDir
    Path proc;

    private final LocalProcesses real = new LocalProcesses();

    @Test
    void thisProcessLivesAndNoOtherOfItsPidDoes() throws Exception {
        long pid = ProcessHandle.current().pid();
        long ticks = real.startTicks(pid);

        assertThat(real.isAlive(new ProcessIdentity(pid, ticks, real.bootId()))).isTrue();
        assertThat(real.isAlive(new ProcessIdentity(pid, ticks + 1, real.bootId())))
                .isFalse();
        assertThat(real.isAlive(new ProcessIdentity(pid, ticks, "another-boot")))
                .isFalse();
        assertThat(real.isAlive(null)).isFalse();
    }

    @Test
    void neverSignalsItself() throws Exception {
        long pid = ProcessHandle.current().pid();

        assertThat(real.signal(pid, real.startTicks(pid), true)).isFalse();
    }

    @Test
    void theNameOfAProgramMayHoldAnything() throws Exception {
        fake(7, "7 (a) S 1 (b)\n) S" + AFTER_NAME.substring(2), "", "");
        fake(8, "8 (zombie)" + AFTER_NAME.replace(" S ", " Z "), "", "");
        LocalProcesses processes = new LocalProcesses(proc);

        assertThat(processes.startTicks(7)).isEqualTo(4711L);
        assertThat(processes.startTicks(8)).isNull();
        assertThat(processes.startTicks(9)).isNull();
    }

    @Test
    void whatCannotBeUnderstoodIsNotTakenForDead() throws Exception {
        fake(7, "7 (x) S 1\n", "", "");
        Files.createDirectories(proc.resolve("8/stat"));
        LocalProcesses processes = new LocalProcesses(proc);

        assertThatThrownBy(() -> processes.startTicks(7)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> processes.startTicks(8)).isInstanceOf(IOException.class);
    }

    @Test
    void findsByTheBeginningOfAWholeEntry() throws Exception {
        fake(10, "10 (a)" + AFTER_NAME, "A=1\0V=run/u/1\0", "terraform\0plan\0");
        fake(9, "9 (b)" + AFTER_NAME, "V=run/u/12\0", "x".repeat(150) + "\0" + "\ud83d\ude00".repeat(150));
        fake(11, "11 (c)" + AFTER_NAME, "V=run/u2/1\0XV=run/u/1\0A=V=run/u/1\0\0", "");
        fake(12, "12 (d)" + AFTER_NAME.replace(" S ", " Z "), "V=run/u/1\0", "");
        fake(13, "13 (e)" + AFTER_NAME, "V=run/u/\0", "");
        Files.writeString(proc.resolve("13/comm"), "named\n");
        Files.createDirectories(proc.resolve("99/environ"));
        fake(14, "14 (f)" + AFTER_NAME, "", "");
        Files.createDirectories(proc.resolve("self"));
        LocalProcesses processes = new LocalProcesses(proc);

        assertThat(processes.findByEnvironment("V", "run/u/"))
                .containsExactly(
                        new FoundProcess(9, 4711, "x".repeat(150) + " " + "\ud83d\ude00".repeat(49)),
                        new FoundProcess(10, 4711, "terraform plan"),
                        new FoundProcess(13, 4711, "named"));
    }

    private void fake(int pid, String stat, String environ, String cmdline) throws IOException {
        Path directory = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        Files.writeString(directory.resolve("stat"), stat);
        Files.writeString(directory.resolve("environ"), environ);
        Files.writeString(directory.resolve("cmdline"), cmdline);
    }
}
