package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoryLocksTest {

    private static final String MODULE = "/home/some one/modüle";

    @TempDir
    Path temporary;

    private LocalDirectoryLocks locks;

    @BeforeEach
    void openLocks() throws IOException {
        locks = new LocalDirectoryLocks(temporary.resolve("locks"));
    }

    @Test
    void aLockHasOneHolderAtATimeAlsoThroughAnotherInstance() throws Exception {
        LocalDirectoryLocks others = new LocalDirectoryLocks(temporary.resolve("locks"));
        DirectoryLocks.Held held = held(locks.claim(MODULE, "run 1, unit a"));

        for (int i = 0; i < 3; i++) {
            assertThat(others.claim(MODULE, "run 2, unit b")).isEqualTo(new DirectoryLocks.Busy("run 1, unit a"));
            assertThat(locks.claim(MODULE, "run 1, unit c")).isEqualTo(new DirectoryLocks.Busy("run 1, unit a"));
        }
        held(others.claim(MODULE + "2", "run 2, unit b")).close();
        // Refused claims must not have released the system's lock, which would be so if they had opened the file.
        assertThat(heldByTheSystem()).isTrue();
        held.close();
        held.close();
        assertThat(heldByTheSystem()).isFalse();

        held(others.claim(MODULE, "run 2, unit b")).close();
    }

    @Test
    void filesArePrivateStayAndSayNothingWhenFree() throws Exception {
        DirectoryLocks.Held held = held(locks.claim(MODULE, "run 1, unit a"));
        held.announce("/run", List.of("a"));
        held.close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("locks"))))
                .isEqualTo("rwx------");
        assertThat(lockFile()).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lockFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void aDeadHoldersTerraformKeepsTheLockForAllButItself() throws Exception {
        try (HostFixture fixture = new HostFixture(temporary)) {
            String counts = StandIn.script(temporary.resolve("counts"), StandIn.COUNTS_SIGNALS);
            fixture.host.start(fixture.chain(fixture.process(1, counts)));
            long pid = fixture.awaitReady(1, 1);
            leaveNote(new LockNote("run 1, unit a", fixture.host.directory(), List.of("other", HostFixture.UNIT)));

            assertThat(locks.claim(MODULE, "run 2, unit b"))
                    .isEqualTo(new DirectoryLocks.Busy(
                            "run 1, unit a, whose terraform (pid " + pid + ") is still running"));
            DirectoryLocks.Held resumed = held(locks.claim(MODULE, "run 1, unit a"));
            assertThat(LockNote.parse(Files.readString(lockFile())).units()).containsExactly("other", HostFixture.UNIT);
            Path left = temporary.resolve("left");
            Files.copy(lockFile(), left);
            resumed.close();
            Files.copy(left, lockFile(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

            fixture.release();
            fixture.awaitFinal(1, 1);
            Await.until(
                    "the script's end",
                    () -> HostFixture.poll(fixture.another(), 1, 2).state().equals(new ProcessState.Never(false)));
            held(locks.claim(MODULE, "run 2, unit b")).close();
        }
    }

    @Test
    void aChainThatHasNotComeToLifeIsStoppedBeforeTheLockIsGiven() throws Exception {
        Path processes = Files.createDirectories(temporary.resolve("run/processes"));
        for (String unit : List.of("a", "b", "c")) {
            Files.createFile(processes.resolve(unit + "~chain-1.script"));
        }
        leaveNote(new LockNote("run 1, unit a", temporary.resolve("run").toString(), List.of("a", "b")));

        DirectoryLocks.Held held = held(locks.claim(MODULE, "run 2, unit b"));

        assertThat(processes.resolve("a~chain-1.stop")).exists();
        assertThat(processes.resolve("b~chain-1.stop")).exists();
        assertThat(processes.resolve("c~chain-1.stop")).doesNotExist();
        held.close();
    }

    @Test
    void notesThatSayNothingOrNameNothingThatLivesAreFree() throws Exception {
        for (String note : List.of(
                "",
                "garbage\0",
                "terraform-parallel lock 1\nrun 1\n/run\na",
                new LockNote("run 1", null, List.of()).format(),
                new LockNote("run 1", temporary.resolve("gone").toString(), List.of("a", "b")).format())) {
            held(locks.claim(MODULE, "run 2, unit b")).close();
            Files.writeString(lockFile(), note);

            held(locks.claim(MODULE, "run 2, unit b")).close();
        }
    }

    @Test
    void anInterruptedThreadDoesNotLoseTheLock() throws Exception {
        DirectoryLocks.Held held = held(locks.claim(MODULE, "run 1, unit a"));
        Thread.currentThread().interrupt();
        try {
            held.announce("/run", List.of("a"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(heldByTheSystem()).isTrue();
        held.close();
    }

    @Test
    void neverHasTwoHoldersWhateverManyThreadsDo() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        ConcurrentLinkedQueue<Object> wrong = new ConcurrentLinkedQueue<>();
        AtomicInteger taken = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            String holder = "run " + thread;
            threads.execute(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        if (locks.claim(MODULE, holder) instanceof DirectoryLocks.Held held) {
                            taken.incrementAndGet();
                            if (holders.incrementAndGet() != 1) {
                                wrong.add("two holders");
                            }
                            held.announce("/run", List.of("a"));
                            holders.decrementAndGet();
                            held.close();
                        }
                    }
                } catch (IOException | RuntimeException e) {
                    wrong.add(e);
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong).isEmpty();
        assertThat(taken).hasPositiveValue();
    }

    private void leaveNote(LockNote note) throws IOException {
        held(locks.claim(MODULE, "before")).close();
        Files.writeString(lockFile(), note.format());
    }

    private Path lockFile() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("locks"))) {
            return files.findFirst().orElseThrow();
        }
    }

    /** As any other program sees it, by proc(5)'s list of all locks. */
    private boolean heldByTheSystem() throws IOException {
        String pid = String.valueOf(ProcessHandle.current().pid());
        Path directory = temporary.resolve("locks");
        List<String> locked = Files.readAllLines(Path.of("/proc/locks")).stream()
                .filter(line -> line.contains("POSIX") && line.contains(" " + pid + " "))
                .toList();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
                if (locked.stream().anyMatch(line -> line.contains(inode))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static DirectoryLocks.Held held(DirectoryLocks.Claim claim) {
        assertThat(claim).isInstanceOf(DirectoryLocks.Held.class);
        return (DirectoryLocks.Held) claim;
    }
}
