package io.jenkins.plugins.terraformparallel.engine.process;

import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.RUN;
import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.UNIT;
import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.ChainName;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.Discarded;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.Look;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.Question;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.Signalling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostFilesTest {

    /** Nobody has this pid: it is greater than any may be. */
    private static final String ELSEWHERE = "9999999 77 11111111-2222-3333-4444-555555555555\n";

    @TempDir
    Path temporary;

    private HostFixture fixture;
    private HostFiles files;

    @BeforeEach
    void open() throws IOException {
        fixture = new HostFixture(temporary);
        files = new LocalHostFiles(RUN, fixture.directory.toString(), "@tmp");
    }

    @AfterEach
    void endProcesses() throws IOException {
        fixture.close();
    }

    @Test
    void preparesWhatAnyShellCanLaunch() throws Exception {
        Chain chain = fixture.chain(fixture.process(1, "/bin/echo", "ü"));

        assertThat(files.prepare(chain, "setsid"))
                .isEqualTo(LocalChainFiles.charset().name());
        Process script = launch(1);

        assertThat(script.waitFor()).isZero();
        ProcessProgress progress = look(false, Set.of(), 1).progress().get(0);
        assertThat(HostFixture.out(progress)).isEqualTo("ü\n");
        assertThat(progress.state()).isInstanceOf(ProcessState.Ended.class);
    }

    @Test
    void preparesNothingTwice() throws IOException {
        Chain chain = fixture.chain(fixture.process(1, "/bin/true"), fixture.process(2, "/bin/true"));

        assertThat(files.prepare(chain, "setsid")).isNotNull();
        assertThat(files.prepare(chain, "setsid")).isNull();
        Files.createFile(fixture.processFile(3, "exit"));
        assertThat(files.prepare(fixture.chain(fixture.process(2, "/bin/true"), fixture.process(3, "/x")), "setsid"))
                .isNull();
        files.stopChain(UNIT, 4);
        assertThat(files.prepare(fixture.chain(fixture.process(4, "/bin/true")), "setsid"))
                .isNull();
    }

    @Test
    void takesBackWhatWasNotLaunched() throws IOException {
        Chain chain = fixture.chain(fixture.process(1, "/bin/true"));
        files.prepare(chain, "setsid");
        Files.createDirectories(launcherFiles(1).resolve("durable-1"));

        assertThat(files.undo(chain)).isTrue();

        assertThat(fixture.files()).isEmpty();
        assertThat(files.prepare(chain, "setsid")).isNotNull();
    }

    @Test
    void leavesAloneWhatCameToLife() throws Exception {
        Chain chain = fixture.chain(fixture.process(1, "/bin/true"));
        files.prepare(chain, "setsid");
        launch(1).waitFor();

        assertThat(files.undo(chain)).isFalse();

        assertThat(fixture.processFile(1, "exit")).exists();
    }

    @Test
    void whoIsNotSeenCountsAsLivingUntilSomebodyCallsItDead() throws IOException {
        ProcessIdentity terraform = pretendToRun();

        Look unknown = look(false, Set.of(), 1);
        Look dead = look(false, Set.of(terraform), 1);
        Look seesAll = look(true, Set.of(), 1);

        assertThat(state(unknown)).isInstanceOf(ProcessState.Running.class);
        assertThat(unknown.unseen()).containsExactly(terraform);
        assertThat(unknown.seen()).isFalse();
        assertThat(state(dead)).isEqualTo(new ProcessState.Lost());
        assertThat(dead.unseen()).isEmpty();
        assertThat(state(seesAll)).isEqualTo(new ProcessState.Lost());
    }

    @Test
    void nobodyMattersOnceTheExitCodeIsThere() throws IOException {
        pretendToRun();
        Files.writeString(fixture.processFile(1, "exit"), "exit000\n");

        Look look = look(false, Set.of(), 1);

        assertThat(state(look)).isInstanceOf(ProcessState.Ended.class);
        assertThat(look.unseen()).isEmpty();
    }

    @Test
    void tellsThatItSeesTheRunsProcesses() throws Exception {
        String waiting = StandIn.script(temporary.resolve("waiting"), StandIn.COUNTS_SIGNALS);
        files.prepare(fixture.chain(fixture.process(1, waiting)), "setsid");
        Process script = launch(1);
        Await.until("the script to say who it is", () -> Files.exists(fixture.processFile(1, "pid")));
        fixture.awaitReady(1, 1);

        assertThat(look(false, Set.of(), 1).seen()).isTrue();
        assertThat(files.interrupt(id(1))).isEqualTo(Signalling.SENT);
        assertThat(files.interrupt(id(1))).isEqualTo(Signalling.SENT);
        fixture.release();

        script.waitFor();
        assertThat(HostFixture.out(look(true, Set.of(), 1).progress().get(0))).endsWith("TERM 1 INT 0\n");
        assertThat(files.interrupt(id(1))).isEqualTo(Signalling.NOBODY);
    }

    @Test
    void aSignalForSomebodyElsewhereIsNotNoted() throws IOException {
        pretendToRun();

        assertThat(files.interrupt(id(1))).isEqualTo(Signalling.UNSEEN);

        assertThat(fixture.processFile(1, "signalled")).doesNotExist();
    }

    @Test
    void aLaunchedScriptMayTakeItsTimeUntilItsWrapperHasEnded() throws IOException {
        files.prepare(fixture.chain(fixture.process(1, "/bin/true")), "setsid");
        Path wrapper = Files.createDirectories(launcherFiles(1).resolve("durable-1"));
        Question launching = question(true, Set.of(), Set.of(new ChainName(UNIT, 1)), 1);

        assertThat(state(files.look(launching))).isEqualTo(new ProcessState.Never(true));
        assertThat(fixture.chainFile(1, "stop")).doesNotExist();

        Files.createFile(wrapper.resolve("jenkins-result.txt"));
        Files.writeString(wrapper.resolve("jenkins-log.txt"), "script.sh.copy: Permission denied\n");

        Look over = files.look(launching);
        assertThat(state(over)).isEqualTo(new ProcessState.Never(false));
        assertThat(HostFixture.err(over.progress().get(0))).isEqualTo("script.sh.copy: Permission denied\n");
        assertThat(fixture.chainFile(1, "stop")).exists();
    }

    @Test
    void aScriptThatNobodyLaunchedNeverStarts() throws Exception {
        files.prepare(fixture.chain(fixture.process(1, "/bin/true")), "setsid");

        assertThat(state(look(false, Set.of(), 1))).isEqualTo(new ProcessState.Never(false));

        launch(1).waitFor();
        assertThat(state(look(false, Set.of(), 1))).isEqualTo(new ProcessState.Stopped());
    }

    @Test
    void discardsWhatItIsToldWithWhatTheLauncherLeft() throws IOException {
        files.prepare(fixture.chain(fixture.process(1, "/bin/true"), fixture.process(2, "/bin/true")), "setsid");
        Files.createDirectories(launcherFiles(1).resolve("durable-1"));
        Files.createFile(launcherFiles(1).resolve("durable-1/jenkins-log.txt"));
        Files.createFile(fixture.processFile(2, "exit"));

        files.look(new Question(
                List.of(),
                Set.of(),
                true,
                Set.of(),
                List.of(new Discarded(UNIT, 1, true), new Discarded(UNIT, 1, false))));

        assertThat(fixture.files()).containsExactly(UNIT + "~2.exit");
        files.discard(List.of(new Discarded(UNIT, 1, true), new Discarded(UNIT, 2, false)));
        assertThat(fixture.files()).isEmpty();
    }

    private Process launch(int chain) throws IOException {
        return new ProcessBuilder("/bin/sh", fixture.chainFile(chain, "script").toString())
                .inheritIO()
                .start();
    }

    /** What a process in another namespace looks like from here. */
    private ProcessIdentity pretendToRun() throws IOException {
        files.prepare(fixture.chain(fixture.process(1, "/bin/true")), "setsid");
        Files.writeString(fixture.chainFile(1, "stop"), "");
        Files.writeString(fixture.processFile(1, "exit"), "running\n");
        Files.writeString(fixture.processFile(1, "pid"), ELSEWHERE);
        return ProcessIdentity.parse(ELSEWHERE);
    }

    private Path launcherFiles(int chain) {
        return fixture.chainFile(chain, "script").resolveSibling(UNIT + "~chain-" + chain + "@tmp");
    }

    private Look look(boolean seesAll, Set<ProcessIdentity> dead, int number) throws IOException {
        return files.look(question(seesAll, dead, Set.of(), number));
    }

    private static Question question(boolean seesAll, Set<ProcessIdentity> dead, Set<ChainName> launching, int number) {
        return new Question(
                List.of(new ProcessQuery(id(number), 1, 0, 0, 1 << 16)), launching, seesAll, dead, List.of());
    }

    private static ProcessState state(Look look) {
        return look.progress().get(0).state();
    }
}
