package io.jenkins.plugins.terraformparallel.engine.process;

import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.UNIT;
import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.err;
import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.id;
import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessHostTest {

    @TempDir
    Path temporary;

    private HostFixture fixture;

    @BeforeEach
    void openHost() throws IOException {
        fixture = new HostFixture(temporary);
    }

    @AfterEach
    void endProcesses() throws Exception {
        fixture.close();
    }

    private String standIn(String name, String body) throws IOException {
        return StandIn.script(temporary.resolve("bin").resolve(name), body);
    }

    private ProcessSpec process(int number, Set<Integer> continueAfter, String... argv) {
        return new ProcessSpec(number, "plan", List.of(argv), Map.of(), continueAfter, ProcessSpec.Guard.NONE);
    }

    @Test
    void runsAChainInOrderAndTellsEachExitCodeAndOutput() throws Exception {
        String echo = standIn("echo", "echo \"out $1\"; echo \"err $1\" >&2; exit \"$1\"\n");
        Instant before = Instant.now().minusSeconds(1);
        fixture.host.start(fixture.chain(
                process(1, Set.of(0), echo, "0"),
                process(2, Set.of(0, 2), echo, "2"),
                process(3, Set.of(), echo, "143")));

        ProcessProgress last = fixture.awaitFinal(1, 3);

        assertThat(exitCode(fixture.poll(1, 1))).isZero();
        assertThat(exitCode(fixture.poll(1, 2))).isEqualTo(2);
        assertThat(exitCode(last)).isEqualTo(143);
        assertThat(out(last)).isEqualTo("out 143\n");
        assertThat(err(last)).isEqualTo("err 143\n");
        ProcessState.Ended ended = (ProcessState.Ended) last.state();
        assertThat(ended.startedAt()).isAfter(before).isBeforeOrEqualTo(ended.endedAt());
        assertThat(ended.endedAt()).isBefore(Instant.now().plusSeconds(1));
    }

    @Test
    void thePlanFileIsThereBeforeWhateverWritesItAndNobodyElseMayReadIt() throws Exception {
        Path missing = temporary.resolve("plans/unit/1.tfplan");
        Path readable = Files.writeString(temporary.resolve("2.tfplan"), "of somebody else");
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
        String plan = standIn("plan", "stat -c '%a %s' \"$1\"; echo plan >\"$1\"\n");
        for (Path file : List.of(missing, readable)) {
            int number = file.equals(missing) ? 1 : 2;
            Chain chain = fixture.chain(fixture.process(number, plan, file.toString()));
            fixture.host.start(new Chain(
                    chain.run(),
                    chain.unit(),
                    chain.directory(),
                    chain.environment(),
                    chain.processes(),
                    file.toString()));

            assertThat(out(fixture.awaitFinal(number, number))).isEqualTo("600 0\n");
            assertThat(file).hasContent("plan");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void endsAChainAfterAnyOtherExitCode() throws Exception {
        String exit = standIn("exit", "exit \"$1\"\n");
        fixture.host.start(fixture.chain(process(1, Set.of(0, 2), exit, "1"), process(2, Set.of(), exit, "0")));

        assertThat(exitCode(fixture.awaitFinal(1, 1))).isEqualTo(1);
        assertThat(fixture.awaitFinal(1, 2).state()).isEqualTo(new ProcessState.Never(false));
    }

    @Test
    void everyExitCodeArrives() throws Exception {
        String exit = standIn("exit", "exit \"$1\"\n");
        for (int code : new int[] {0, 7, 10, 99, 100, 255}) {
            fixture.host.start(fixture.chain(process(code + 1, Set.of(), exit, String.valueOf(code))));
            assertThat(exitCode(fixture.awaitFinal(code + 1, code + 1))).isEqualTo(code);
        }
    }

    @Test
    void aSignalThatEndsItShowsAs128AndItsNumber() throws Exception {
        String kill = standIn("kill", "kill -\"$1\" $$\n");
        int number = 1;
        for (int signal : new int[] {2, 9, 15}) {
            fixture.host.start(fixture.chain(process(number, Set.of(), kill, String.valueOf(signal))));
            assertThat(exitCode(fixture.awaitFinal(number, number))).isEqualTo(128 + signal);
            number++;
        }
    }

    @Test
    void anExecutableThatCannotRunEndsWith126Or127AndSaysWhy() throws Exception {
        Path noProgram = Files.writeString(temporary.resolve("noProgram"), "x");
        Path noInterpreter = Path.of(standIn("noInterpreter", ""));
        Files.writeString(noInterpreter, "#!/does/not/exist\n");
        fixture.host.start(fixture.chain(fixture.process(1, temporary + "/missing")));
        fixture.host.start(fixture.chain(fixture.process(2, noProgram.toString())));
        fixture.host.start(fixture.chain(fixture.process(3, noInterpreter.toString())));

        ProcessProgress missing = fixture.awaitFinal(1, 1);
        ProcessProgress notExecutable = fixture.awaitFinal(2, 2);
        ProcessProgress broken = fixture.awaitFinal(3, 3);

        assertThat(exitCode(missing)).isEqualTo(127);
        assertThat(err(missing)).contains("doesn't exist").contains(temporary + "/missing");
        assertThat(exitCode(notExecutable)).isEqualTo(126);
        assertThat(err(notExecutable)).contains("can be executed").contains(noProgram.toString());
        assertThat(exitCode(broken)).isIn(126, 127);
        assertThat(err(broken)).contains(noInterpreter.toString());
    }

    @Test
    void aModuleThatIsGoneEndsWith126AndSaysSo() throws Exception {
        String exit = standIn("exit", "exit 0\n");
        Files.delete(fixture.module);
        fixture.host.start(fixture.chain(fixture.process(1, exit), fixture.process(2, exit)));

        ProcessProgress progress = fixture.awaitFinal(1, 1);

        assertThat(exitCode(progress)).isEqualTo(126);
        assertThat(err(progress)).contains("directory can't be entered").contains(fixture.module.toString());
        assertThat(fixture.awaitFinal(1, 2).state()).isEqualTo(new ProcessState.Never(false));
    }

    @Test
    void theGuardLetsOnlyTheDefaultWorkspacePass() throws Exception {
        String exit = standIn("exit", "exit 0\n");
        Map<String, ProcessState> expected = Map.of(
                "",
                ended(),
                "default",
                ended(),
                "\n\n default \n\n",
                ended(),
                "prod",
                new ProcessState.Refused(),
                "\nprod\n",
                new ProcessState.Refused(),
                "default\nprod",
                new ProcessState.Refused(),
                "default\ndefault",
                new ProcessState.Refused(),
                "*",
                new ProcessState.Refused());
        Path environment =
                Files.createDirectory(fixture.module.resolve(".terraform")).resolve("environment");
        int number = 1;
        for (Map.Entry<String, ProcessState> entry : expected.entrySet()) {
            Files.writeString(environment, entry.getKey());
            fixture.host.start(fixture.chain(
                    new ProcessSpec(
                            number, "plan", List.of(exit), Map.of(), Set.of(0), ProcessSpec.Guard.DEFAULT_WORKSPACE),
                    fixture.process(number + 1, exit)));

            ProcessState state = fixture.awaitFinal(number, number).state();
            ProcessState next = fixture.awaitFinal(number, number + 1).state();

            assertThat(state).as("after %s", entry.getKey()).hasSameClassAs(entry.getValue());
            assertThat(next instanceof ProcessState.Ended).isEqualTo(entry.getValue() instanceof ProcessState.Ended);
            number += 2;
        }
    }

    @Test
    void aModuleWithoutEnvironmentFilePassesTheGuardAndOthersHaveNone() throws Exception {
        String exit = standIn("exit", "exit 0\n");
        fixture.host.start(fixture.chain(
                new ProcessSpec(1, "plan", List.of(exit), Map.of(), Set.of(), ProcessSpec.Guard.DEFAULT_WORKSPACE)));
        assertThat(exitCode(fixture.awaitFinal(1, 1))).isZero();

        Files.writeString(
                Files.createDirectory(fixture.module.resolve(".terraform")).resolve("environment"), "prod");
        fixture.host.start(fixture.chain(fixture.process(2, exit)));
        assertThat(exitCode(fixture.awaitFinal(2, 2))).isZero();
    }

    @Test
    void theGuardLooksIntoTheUnitsOwnDataDirectoryToo() throws Exception {
        String exit = standIn("exit", "exit 0\n");
        Path data = Files.createDirectories(fixture.module.resolve(".terraform/units/a-1"));
        Map<String, String> environment = Map.of("TF_DATA_DIR", ".terraform/units/a-1");

        Files.writeString(data.resolve("environment"), "default");
        fixture.host.start(fixture.chain(
                environment,
                new ProcessSpec(1, "plan", List.of(exit), Map.of(), Set.of(), ProcessSpec.Guard.DEFAULT_WORKSPACE)));
        assertThat(exitCode(fixture.awaitFinal(1, 1))).isZero();
        Files.writeString(data.resolve("environment"), "prod");
        fixture.host.start(fixture.chain(
                environment,
                new ProcessSpec(2, "plan", List.of(exit), Map.of(), Set.of(), ProcessSpec.Guard.DEFAULT_WORKSPACE)));
        assertThat(fixture.awaitFinal(2, 2).state()).isInstanceOf(ProcessState.Refused.class);
        Files.delete(data.resolve("environment"));
        Files.writeString(fixture.module.resolve(".terraform/environment"), "prod");
        fixture.host.start(fixture.chain(
                environment,
                new ProcessSpec(3, "plan", List.of(exit), Map.of(), Set.of(), ProcessSpec.Guard.DEFAULT_WORKSPACE)));
        assertThat(fixture.awaitFinal(3, 3).state()).isInstanceOf(ProcessState.Refused.class);
    }

    @Test
    void aStoppedChainFinishesWhatRunsAndStartsNothingMore() throws Exception {
        String counts = standIn("counts", StandIn.COUNTS_SIGNALS);
        fixture.host.start(fixture.chain(fixture.process(1, counts), fixture.process(2, counts)));
        fixture.awaitReady(1, 1);
        assertThat(fixture.poll(1, 2).state()).isEqualTo(new ProcessState.Never(true));

        fixture.host.stopChain(UNIT, 1);
        fixture.host.stopChain(UNIT, 1);
        fixture.release();

        assertThat(out(fixture.awaitFinal(1, 1))).isEqualTo("ready\nTERM 0 INT 0\n");
        assertThat(fixture.awaitFinal(1, 2).state()).isEqualTo(new ProcessState.Stopped());
    }

    @Test
    void aChainThatIsStoppedBeforeItsStartNeverStarts() throws Exception {
        String touch = standIn("touch", "touch started\n");
        fixture.host.stopChain(UNIT, 1);
        fixture.host.start(fixture.chain(fixture.process(1, touch)));

        assertThat(fixture.poll(1, 1).state()).isEqualTo(new ProcessState.Never(false));
        assertThat(fixture.module.resolve("started")).doesNotExist();
    }

    @Test
    void aProcessIsNeverStartedTwice() throws Exception {
        String append = standIn("append", "echo started >>starts\n");
        Chain chain = fixture.chain(fixture.process(1, append));
        fixture.host.start(chain);
        fixture.awaitFinal(1, 1);

        fixture.host.start(chain);
        fixture.another().start(chain);
        // Not by a second launch of the same script either, nor by a chain that has one process in common.
        run("sh", fixture.chainFile(1, "script").toString());
        Files.delete(fixture.chainFile(1, "pid"));
        run("sh", fixture.chainFile(1, "script").toString());
        fixture.host.discardChain(UNIT, 1);
        fixture.host.start(chain);

        assertThat(fixture.module.resolve("starts")).hasContent("started\n");
        assertThat(fixture.chainFile(1, "script")).doesNotExist();
    }

    @Test
    void anyNameAndValueArrivesAsItIs() throws Exception {
        String odd =
                "a b 'single' \"double\" $HOME `id` $(id) \\ \\n \n line * ? [x] ; & | < > # ~ ! \t ü Ł 日本 \u0001\u007f";
        try (HostFixture other =
                new HostFixture(temporary.resolve("host " + odd), temporary.resolve("module " + odd))) {
            String tell = StandIn.script(
                    temporary.resolve("bin " + odd).resolve("tell " + odd),
                    "printf '%s\\0' \"$PWD\" \"$FROM_CHAIN\" \"$FROM_PROCESS\" \"$@\"\n");
            List<String> argv = List.of(tell, odd, "", "-n", "--", "'", "\\c", "%s", "${20}");
            other.host.start(other.chain(
                    Map.of("FROM_CHAIN", odd),
                    new ProcessSpec(1, "plan", argv, Map.of("FROM_PROCESS", odd), Set.of(), ProcessSpec.Guard.NONE)));

            ProcessProgress progress = other.awaitFinal(1, 1);

            assertThat(err(progress)).isEmpty();
            assertThat(HostFixture.zeroSeparated(progress.stdout()))
                    .startsWith(other.module.toString(), odd, odd)
                    .endsWith(argv.subList(1, argv.size()).toArray(String[]::new))
                    .hasSize(2 + argv.size());
        }
    }

    @Test
    void terraformInheritsTheEnvironmentAndNothingElseButItsMarker() throws Exception {
        Map<String, String> base = Map.of("PATH", "/usr/bin:/bin", "A", "from base", "B", "base", "TF_VAR_my-var", "x");
        try (LocalProcessHost host = new LocalProcessHost(HostFixture.RUN, temporary.resolve("other"), base)) {
            Chain chain = fixture.chain(
                    Map.of("B", "from chain", "C", "chain"),
                    new ProcessSpec(
                            1,
                            "plan",
                            List.of("/usr/bin/env", "-0"),
                            Map.of("C", "from process"),
                            Set.of(),
                            ProcessSpec.Guard.NONE));
            host.start(chain);

            List<String> environment =
                    HostFixture.zeroSeparated(HostFixture.awaitFinal(host, 1, 1).stdout());

            // What any shell adds.
            assertThat(environment)
                    .filteredOn(entry -> !entry.matches("(?s)(PWD|OLDPWD|_|SHLVL)=.*"))
                    .containsExactlyInAnyOrder(
                            "PATH=/usr/bin:/bin",
                            "A=from base",
                            "B=from chain",
                            "C=from process",
                            "TF_VAR_my-var=x",
                            "TERRAFORM_PARALLEL_PROCESS=run-1/network-1a2b3c/1");
        }
    }

    @Test
    void noSecretOfTheEnvironmentIsInAnyFileOrCommandLine() throws Exception {
        String secret = "s3cr3t-4711";
        String counts = standIn("counts", StandIn.COUNTS_SIGNALS);
        fixture.host.start(fixture.chain(Map.of("TOKEN", secret), fixture.process(1, counts)));
        fixture.awaitReady(1, 1);

        try (Stream<Path> files = Files.walk(fixture.directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(secret));
        }
        assertThat(Files.readString(Path.of("/proc/" + scriptPid(1) + "/cmdline")))
                .doesNotContain(secret);
        assertThat(Files.readString(Path.of("/proc/" + scriptPid(1) + "/environ")))
                .contains(secret)
                .doesNotContain(ProcessId.VARIABLE);
    }

    @Test
    void everythingIsPrivate() throws Exception {
        String exit = standIn("exit", "echo; echo >&2\n");
        fixture.host.start(fixture.chain(fixture.process(1, exit), fixture.process(2, exit)));
        fixture.awaitFinal(1, 2);
        fixture.host.stopChain(UNIT, 1);

        try (Stream<Path> files = Files.walk(fixture.directory)) {
            assertThat(files)
                    .hasSizeGreaterThan(12)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as("%s", file)
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void outputComesInBoundedPartsFromAnyOffsetWithEveryByte() throws Exception {
        byte[] all = new byte[256 * 40];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7);
        }
        Path file = Files.write(temporary.resolve("bytes"), all);
        fixture.host.start(fixture.chain(fixture.process(1, "/bin/cat", file.toString())));
        fixture.awaitFinal(1, 1);

        ByteArrayOutputStream read = new ByteArrayOutputStream();
        boolean more = true;
        while (more) {
            ProcessProgress part = fixture.host
                    .poll(List.of(new ProcessQuery(id(1), 1, read.size(), 0, 999)))
                    .get(0);
            assertThat(part.stdout()).hasSizeBetween(1, 999);
            read.writeBytes(part.stdout());
            more = part.more();
        }

        assertThat(read.toByteArray()).isEqualTo(all);
        assertThat(fixture.host
                        .poll(List.of(new ProcessQuery(id(1), 1, all.length + 5L, 0, 999)))
                        .get(0))
                .satisfies(beyond -> assertThat(beyond.stdout()).isEmpty())
                .satisfies(beyond -> assertThat(beyond.more()).isFalse());
    }

    @Test
    void anInterruptReachesExactlyOneProcessOnce() throws Exception {
        String counts = standIn("counts", StandIn.COUNTS_SIGNALS);
        String parent =
                standIn("parent", "trap 'echo parent' TERM\n" + counts + " & child=$!; wait $child; wait $child\n");
        fixture.host.start(fixture.chain(fixture.process(1, counts)));
        fixture.host.start(fixture.chain(fixture.process(2, counts)));
        fixture.host.start(fixture.chain(fixture.process(3, parent)));
        fixture.awaitReady(1, 1);
        fixture.awaitReady(2, 2);
        fixture.awaitReady(3, 3);

        assertThat(fixture.host.interrupt(id(1))).isTrue();
        assertThat(fixture.host.interrupt(id(3))).isTrue();
        fixture.release();

        assertThat(out(fixture.awaitFinal(1, 1))).isEqualTo("ready\nTERM 1 INT 0\n");
        assertThat(out(fixture.awaitFinal(2, 2))).isEqualTo("ready\nTERM 0 INT 0\n");
        // Parent and child are two processes, of which either may be the first to say so.
        assertThat(out(fixture.awaitFinal(3, 3)).lines()).containsExactlyInAnyOrder("ready", "parent", "TERM 0 INT 0");
    }

    @Test
    void anInterruptThatEndsTerraformGivesItsExitCodeAndEndsTheChain() throws Exception {
        String sleep = standIn("sleep", "echo ready; exec sleep 300\n");
        fixture.host.start(fixture.chain(fixture.process(1, sleep), fixture.process(2, sleep)));
        fixture.awaitReady(1, 1);

        assertThat(fixture.host.interrupt(id(1))).isTrue();

        assertThat(exitCode(fixture.awaitFinal(1, 1))).isEqualTo(143);
        assertThat(fixture.awaitFinal(1, 2).state()).isEqualTo(new ProcessState.Never(false));
        assertThat(fixture.host.interrupt(id(1))).isFalse();
        assertThat(fixture.host.interrupt(id(2))).isFalse();
        assertThat(fixture.host.interrupt(id(9))).isFalse();
    }

    @Test
    void aPidThatMeansAnotherProcessIsNeverSignalled() throws Exception {
        String counts = standIn("counts", StandIn.COUNTS_SIGNALS);
        fixture.host.start(fixture.chain(fixture.process(1, counts)));
        long pid = fixture.awaitReady(1, 1);
        Path file = fixture.processFile(1, "pid");
        ProcessIdentity right = ProcessIdentity.parse(Files.readString(file));
        FoundProcess found = fixture.host.find(UNIT).get(0);

        Files.writeString(file, new ProcessIdentity(pid, right.startTicks() + 1, right.bootId()).format());
        assertThat(fixture.host.interrupt(id(1))).isFalse();
        Files.writeString(file, new ProcessIdentity(pid, right.startTicks(), "0" + right.bootId()).format());
        assertThat(fixture.host.interrupt(id(1))).isFalse();
        Files.writeString(file, right.format().trim());
        assertThat(fixture.host.interrupt(id(1))).isFalse();
        fixture.host.signal(new FoundProcess(pid, found.startTicks() + 1, ""), true);
        fixture.release();

        assertThat(out(fixture.awaitFinal(1, 1))).isEqualTo("ready\nTERM 0 INT 0\n");
    }

    @Test
    void terraformLivesInASessionOfItsOwn() throws Exception {
        String counts = standIn("counts", StandIn.COUNTS_SIGNALS);
        fixture.host.start(fixture.chain(fixture.process(1, counts)));
        String pid = String.valueOf(fixture.awaitReady(1, 1));
        String script = String.valueOf(scriptPid(1));

        assertThat(group(pid)).isEqualTo(pid);
        assertThat(session(pid)).isEqualTo(pid);
        assertThat(session(script)).isEqualTo(script);
        assertThat(session("self")).isNotIn(pid, script);
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0"))).isEqualTo(Path.of("/dev/null"));
    }

    @Test
    void findsAndKillsWhatLeftItsSession() throws Exception {
        String daemon = standIn(
                "daemon",
                "(setsid sh -c 'echo $$ >daemon; exec sleep 300' </dev/null >/dev/null 2>&1 &)\n"
                        + "until [ -s daemon ]; do sleep 0.02; done\n");
        fixture.host.start(fixture.chain(fixture.process(1, daemon)));
        fixture.awaitFinal(1, 1);
        long pid = Long.parseLong(
                Files.readString(fixture.module.resolve("daemon")).trim());

        List<FoundProcess> found = fixture.host.find(UNIT);

        assertThat(found).singleElement().satisfies(process -> {
            assertThat(process.pid()).isEqualTo(pid);
            assertThat(process.command()).contains("300");
        });
        assertThat(fixture.host.find(UNIT.substring(0, UNIT.length() - 1))).isEmpty();
        fixture.host.signal(found.get(0), true);
        Await.until("the daemon to die", () -> fixture.host.find(UNIT).isEmpty());
    }

    @Test
    void anotherEngineFindsEverythingAgain() throws Exception {
        String counts = standIn("counts", StandIn.COUNTS_SIGNALS);
        fixture.host.start(fixture.chain(fixture.process(1, counts), fixture.process(2, counts)));
        long pid = fixture.awaitReady(1, 1);
        fixture.host.close();

        try (LocalProcessHost other = fixture.another()) {
            assertThat(HostFixture.poll(other, 1, 1).state())
                    .isInstanceOfSatisfying(
                            ProcessState.Running.class,
                            running -> assertThat(running.pid()).isEqualTo(pid));
            assertThat(HostFixture.poll(other, 1, 2).state()).isEqualTo(new ProcessState.Never(true));
            assertThat(other.find(UNIT)).extracting(FoundProcess::pid).contains(pid);
            assertThat(other.interrupt(id(1))).isTrue();
            fixture.release();
            assertThat(out(HostFixture.awaitFinal(other, 1, 2))).isEqualTo("ready\nTERM 0 INT 0\n");
            assertThat(out(HostFixture.poll(other, 1, 1))).isEqualTo("ready\nTERM 1 INT 0\n");
        }
    }

    @Test
    void aProcessWhoseScriptWasKilledRunsOnAndIsLostWhenItEnds() throws Exception {
        String counts = standIn("counts", StandIn.COUNTS_SIGNALS);
        fixture.host.start(fixture.chain(fixture.process(1, counts), fixture.process(2, counts)));
        fixture.awaitReady(1, 1);

        run("kill", "-9", String.valueOf(scriptPid(1)));
        Await.until("the script's death", () -> fixture.poll(1, 2).state().equals(new ProcessState.Never(false)));
        assertThat(fixture.poll(1, 1).state()).isInstanceOf(ProcessState.Running.class);
        fixture.release();

        assertThat(fixture.awaitFinal(1, 1).state()).isEqualTo(new ProcessState.Lost());
        assertThat(out(fixture.poll(1, 1))).isEqualTo("ready\nTERM 0 INT 0\n");
    }

    @Test
    void aChainWhoseEngineDiedBeforeItsScriptSaidWhoItIsCannotStartAnyMore() throws Exception {
        String touch = standIn("touch", "touch started\n");
        fixture.host.start(fixture.chain(fixture.process(1, touch)));
        fixture.awaitFinal(1, 1);
        // As it was at that moment: a script, nobody's pid.
        for (String file : List.of("exit", "pid", "stdout", "stderr")) {
            Files.delete(fixture.processFile(1, file));
        }
        Await.until("the script's end", () -> !fixture.poll(1, 1).state().equals(new ProcessState.Never(true)));
        Files.delete(fixture.chainFile(1, "pid"));
        Files.deleteIfExists(fixture.chainFile(1, "stop"));
        Files.delete(fixture.module.resolve("started"));

        try (LocalProcessHost other = fixture.another()) {
            assertThat(HostFixture.poll(other, 1, 1).state()).isEqualTo(new ProcessState.Never(false));
            run("sh", fixture.chainFile(1, "script").toString());
            assertThat(HostFixture.poll(other, 1, 1).state()).isEqualTo(new ProcessState.Stopped());
        }
        assertThat(fixture.module.resolve("started")).doesNotExist();
    }

    @Test
    void tellsWhenAChainHasEnded() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        fixture.host.onChange(told::countDown);
        fixture.host.start(fixture.chain(fixture.process(1, "/bin/true")));

        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(exitCode(fixture.poll(1, 1))).isZero();
    }

    @Test
    void aFailedLaunchLeavesNothingAndMayBeRepeated() throws Exception {
        Chain wrong = fixture.chain(Map.of("TOKEN", "s3cr3t\0"), fixture.process(1, "/bin/true"));
        assertThatThrownBy(() -> fixture.host.start(wrong))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TOKEN")
                .hasMessageNotContaining("s3cr3t");
        assertThat(fixture.files()).isEmpty();

        fixture.host.start(fixture.chain(fixture.process(1, "/bin/true")));
        assertThat(exitCode(fixture.awaitFinal(1, 1))).isZero();
    }

    @Test
    void anInterruptedThreadIsNotTakenForADeadProcess() throws Exception {
        String counts = standIn("counts", StandIn.COUNTS_SIGNALS);
        fixture.host.start(fixture.chain(fixture.process(1, counts)));
        fixture.awaitReady(1, 1);

        Thread.currentThread().interrupt();
        try {
            assertThat(fixture.poll(1, 1).state()).isInstanceOf(ProcessState.Running.class);
            assertThat(fixture.host.find(UNIT)).isNotEmpty();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void discardingIsForgivingAndComplete() throws Exception {
        fixture.host.start(fixture.chain(fixture.process(1, "/bin/true")));
        fixture.awaitFinal(1, 1);

        for (int i = 0; i < 2; i++) {
            fixture.host.discard(id(1));
            fixture.host.discardChain(UNIT, 1);
        }

        assertThat(fixture.files()).isEmpty();
        assertThat(fixture.awaitFinal(1, 1).state()).isEqualTo(new ProcessState.Never(false));
    }

    @Test
    void namesThatAreNoFileNamesAreRefused() {
        assertThatThrownBy(() -> fixture.host.stopChain("../x", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fixture.host.discard(new ProcessId("other", UNIT, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
    }

    private static ProcessState ended() {
        return new ProcessState.Ended(0, Instant.EPOCH, Instant.EPOCH);
    }

    private static int exitCode(ProcessProgress progress) {
        assertThat(progress.state()).isInstanceOf(ProcessState.Ended.class);
        return ((ProcessState.Ended) progress.state()).exitCode();
    }

    private long scriptPid(int chain) throws IOException {
        return ProcessIdentity.parse(Files.readString(fixture.chainFile(chain, "pid")))
                .pid();
    }

    private static String group(String pid) throws IOException {
        return statField(pid, 5);
    }

    private static String session(String pid) throws IOException {
        return statField(pid, 6);
    }

    private static String statField(String pid, int field) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                .get(field - 3);
    }

    private static void run(String... command) throws Exception {
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
