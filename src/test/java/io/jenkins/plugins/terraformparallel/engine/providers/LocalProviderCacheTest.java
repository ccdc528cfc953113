package io.jenkins.plugins.terraformparallel.engine.providers;

import static io.jenkins.plugins.terraformparallel.testing.ProviderMirror.lockFile;
import static io.jenkins.plugins.terraformparallel.testing.ProviderMirror.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.ProviderMirror;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inits of the real terraform with the cache, against inits of the same modules without one. */
@NeedsTerraform
class LocalProviderCacheTest {

    private static final String FAKE = "fake";
    private static final String RUN = "run-1";
    private static final ProviderPackage PACKAGE =
            new ProviderPackage("example.com/acme/fake", "1.0.0", ProviderMirror.platform());

    @TempDir
    Path temporary;

    private Path cacheDirectory;
    private ProviderMirror mirror;
    private LocalProviderCache cache;
    /** The lock file of an init without a cache. */
    private String alone;

    @BeforeEach
    void cacheAndMirror() throws Exception {
        mirror = new ProviderMirror(temporary).add(FAKE, "1.0.0", random(1)).add(FAKE, "1.1.0", random(2));
        cacheDirectory = temporary.toRealPath().resolve("cache");
        cache = new LocalProviderCache(cacheDirectory, "mirror");
        Path module = mirror.module("alone", FAKE, "1.0.0");
        assertThat(mirror.init(module, Map.of())).isZero();
        alone = lockFile(module);
    }

    @Test
    void theFirstInitBringsAProviderAndTheOthersLinkIt() throws Exception {
        Path first = mirror.module("first", FAKE, "1.0.0");
        CacheOffer empty = cache.prepare(module(first), RUN, false, true);
        assertThat(mirror.init(first, empty.environment())).isZero();
        assertThat(cache.settle(module(first), RUN, true)).isNull();

        Path second = mirror.module("second", FAKE, "1.0.0");
        CacheOffer offer = cache.prepare(module(second), RUN, false, true);
        assertThat(mirror.init(second, offer.environment())).isZero();
        assertThat(said(second)).anyMatch(line -> line.contains("from the shared cache directory"));
        assertThat(cache.settle(module(second), RUN, true)).isNull();

        assertThat(empty.complete()).isFalse();
        assertThat(offer.complete()).isFalse();
        for (Path module : List.of(first, second)) {
            assertThat(lockFile(module)).isEqualTo(alone);
            assertThat(link(module)).startsWith(cacheDirectory.resolve("packages"));
            assertThat(mirror.init(module, Map.of()))
                    .as("a plain init afterwards")
                    .isZero();
            assertThat(lockFile(module)).isEqualTo(alone);
        }
        assertThat(link(second)).isEqualTo(link(first));
        assertThat(inits()).isEmpty();
    }

    @Test
    void aModuleWithALockFileNeedsNothingToBePutInOrder() throws Exception {
        initialise("first", "1.0.0");
        List<Process> inits = new ArrayList<>();
        List<Path> modules = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path module = mirror.module("locked-" + i, FAKE, "1.0.0");
            Files.writeString(module.resolve(LockFile.NAME), alone);
            assertThat(cache.missing(List.of(module(module)), false)).containsExactly(List.of());
            CacheOffer offer = cache.prepare(module(module), RUN, false, true);
            assertThat(offer.complete()).isTrue();
            modules.add(module);
            inits.add(mirror.start(module, offer.environment()));
        }
        for (int i = 0; i < 4; i++) {
            assertThat(inits.get(i).waitFor()).isZero();
            assertThat(said(modules.get(i))).anyMatch(line -> line.contains("Using previously-installed"));
            assertThat(link(modules.get(i))).startsWith(cacheDirectory.resolve("packages"));
            assertThat(cache.settle(module(modules.get(i)), RUN, true)).isNull();
            assertThat(lockFile(modules.get(i))).isEqualTo(alone);
        }
        assertThat(inits()).isEmpty();
    }

    @Test
    void whatIsMissingMeansTheSameForEveryModule() throws Exception {
        Path one = mirror.module("one", FAKE, "1.0.0");
        Path two = mirror.module("two", FAKE, "1.0.0");
        Path three = mirror.module("three", FAKE, ">= 1.0.0");
        Path locked = mirror.module("locked", FAKE, "1.0.0");
        Files.writeString(locked.resolve(LockFile.NAME), alone);

        assertThat(cache.missing(List.of(module(one), module(two), module(three), module(locked)), false))
                .containsExactly(
                        List.of("example.com/acme/fake 1.0.0"),
                        List.of("example.com/acme/fake 1.0.0"),
                        List.of("example.com/acme/fake >=1.0.0"),
                        List.of("example.com/acme/fake 1.0.0"));
        initialise("first", "1.0.0");
        assertThat(cache.missing(List.of(module(one), module(locked)), false))
                .as("which version an init will choose is known to nobody before it")
                .containsExactly(List.of("example.com/acme/fake 1.0.0"), List.of());
        assertThat(cache.missing(List.of(module(locked)), true))
                .containsExactly(List.of("example.com/acme/fake 1.0.0 upgrade"));
    }

    @Test
    void hashesThatARegistrySignedAreRecordedForEverybody() throws Exception {
        Path first = mirror.module("first", FAKE, "1.0.0");
        CacheOffer offer = cache.prepare(module(first), RUN, false, true);
        assertThat(mirror.init(first, offer.environment())).isZero();
        // A registry's hashes of archives, which a mirror of files doesn't have.
        String signed =
                alone.replace("    \"h1:", "    \"h1:").replace("\",\n  ]", "\",\n    \"zh:a\",\n    \"zh:b\",\n  ]");
        Files.writeString(first.resolve(LockFile.NAME), signed);
        assertThat(cache.settle(module(first), RUN, true)).isNull();

        assertThat(lockFile(initialise("second", "1.0.0"))).isEqualTo(signed);
        Path locked = mirror.module("locked", FAKE, "1.0.0");
        Files.writeString(locked.resolve(LockFile.NAME), alone);
        assertThat(lockFile(initialise("locked", "1.0.0")))
                .as("an init without cache adds them, too")
                .isEqualTo(signed);
        assertThat(lockFile(initialise("locked", "1.0.0"))).isEqualTo(signed);
    }

    @Test
    void aLockFileThatIsOnlyToBeReadStaysAsItIs() throws Exception {
        hashesThatARegistrySignedAreRecordedForEverybody();
        Path module = mirror.module("readonly", FAKE, "1.0.0");
        Files.writeString(module.resolve(LockFile.NAME), alone);

        CacheOffer offer = cache.prepare(module(module), RUN, false, false);
        assertThat(offer.complete()).isTrue();
        assertThat(mirror.init(module, offer.environment(), "-lockfile=readonly"))
                .isZero();
        assertThat(cache.settle(module(module), RUN, true)).isNull();

        assertThat(lockFile(module)).isEqualTo(alone);
    }

    @Test
    void anInitThatWasKilledInTheMiddleOfADownloadLeavesNothing() throws Exception {
        Path module = mirror.module("killed", FAKE, "1.0.0");
        Path plugins =
                Path.of(cache.prepare(module(module), "killed", false, true).directory());
        Path half = Files.createDirectories(plugins.resolve(PACKAGE.path()));
        Files.write(half.resolve("terraform-provider-fake_v1.0.0"), new byte[100]);
        Files.createDirectories(
                module.resolve(".terraform/providers").resolve(PACKAGE.path()).getParent());
        Files.createSymbolicLink(module.resolve(".terraform/providers").resolve(PACKAGE.path()), half);

        assertThat(lockFile(initialise("killed", "1.0.0"))).isEqualTo(alone);

        assertThat(link(module)).startsWith(cacheDirectory.resolve("packages"));
        assertThat(LocalPackageHash.of(link(module)))
                .isIn(LockFile.parse(alone).provider(PACKAGE.address()).hashes());
        assertThat(inits()).isEmpty();
    }

    @Test
    void anInitAfterWhichTheEngineWasKilledIsPutInOrderByTheNextRun() throws Exception {
        Path module = mirror.module("forgotten", FAKE, "1.0.0");
        assertThat(mirror.init(
                        module,
                        cache.prepare(module(module), "dead", false, true).environment()))
                .isZero();
        Path links = mirror.module("links", FAKE, "1.0.0");
        initialise("first", "1.0.0");
        assertThat(mirror.init(
                        links, cache.prepare(module(links), "dead", false, true).environment()))
                .isZero();

        for (Path each : List.of(module, links)) {
            CacheOffer offer = cache.prepare(module(each), RUN, false, true);
            assertThat(offer.complete()).isTrue();
            assertThat(link(each)).startsWith(cacheDirectory.resolve("packages"));
            assertThat(mirror.init(each, offer.environment())).isZero();
            assertThat(cache.settle(module(each), RUN, true)).isNull();
            assertThat(lockFile(each)).isEqualTo(alone);
        }
        assertThat(inits()).isEmpty();
    }

    /** As after a kill between any two steps. */
    @Test
    void puttingInOrderTwiceIsPuttingInOrderOnce() throws Exception {
        Path module = mirror.module("twice", FAKE, "1.0.0");
        CacheOffer offer = cache.prepare(module(module), RUN, false, true);
        assertThat(mirror.init(module, offer.environment())).isZero();
        Path init = Path.of(offer.directory()).getParent();
        byte[] before = Files.readAllBytes(init.resolve("before.json"));
        Path own = link(module);
        assertThat(cache.settle(module(module), RUN, true)).isNull();
        Path stored = link(module);

        // The package was moved, and nothing else done.
        LocalPrivateFiles.write(init.resolve("before.json"), before);
        Files.delete(module.resolve(".terraform/providers").resolve(PACKAGE.path()));
        Files.createSymbolicLink(module.resolve(".terraform/providers").resolve(PACKAGE.path()), own);
        assertThat(cache.settle(module(module), RUN, true)).isNull();

        assertThat(link(module)).isEqualTo(stored);
        assertThat(cache.settle(module(module), RUN, true)).isNull();
        assertThat(lockFile(module)).isEqualTo(alone);
    }

    @Test
    void aProviderThatIsBeingRunIsNeverWrittenOver() throws Exception {
        byte[] sleep = Files.readAllBytes(Path.of("/bin/sleep").toRealPath());
        mirror.add("busy", "1.0.0", sleep).add("busy", "1.1.0", sleep);
        Path first = mirror.module("first", "busy", "1.0.0");
        initialise("first", first, false);
        Path executable = first.resolve(".terraform/providers/example.com/acme/busy/1.0.0/" + ProviderMirror.platform()
                + "/terraform-provider-busy_v1.0.0");
        Process running = new ProcessBuilder(executable.toString(), "600").start();
        try {
            Path locked = mirror.module("locked", "busy", "1.0.0");
            Files.writeString(locked.resolve(LockFile.NAME), lockFile(first));
            initialise("locked", locked, false);
            initialise("fresh", mirror.module("fresh", "busy", "1.0.0"), false);
            initialise("upgraded", mirror.module("first", "busy", ">= 1.0.0"), true);
            // An init that believes that it has to bring it: nobody has recorded its hashes for this source.
            cache = new LocalProviderCache(cacheDirectory, "another source");
            initialise("elsewhere", mirror.module("elsewhere", "busy", "1.0.0"), false);

            assertThat(running.isAlive()).isTrue();
            assertThat(lockFile(locked)).isEqualTo(lockFile(mirror.module("elsewhere", "busy", "1.0.0")));
        } finally {
            running.destroyForcibly();
        }
    }

    @Test
    void aTruncatedPackageIsBroughtAgain() throws Exception {
        Path stored = link(initialise("first", "1.0.0"));
        damage(stored, 10);

        Path fresh = initialise("fresh", "1.0.0");

        assertThat(lockFile(fresh)).isEqualTo(alone);
        assertThat(link(fresh)).isEqualTo(stored);
        assertThat(LockFile.parse(alone).provider(PACKAGE.address()).hashes()).contains(LocalPackageHash.of(stored));
    }

    @Test
    void aDamagedPackageOfTheSameSizeIsFoundOut() throws Exception {
        Path stored = link(initialise("first", "1.0.0"));
        damage(stored, random(1).length);

        Path locked = mirror.module("locked", FAKE, "1.0.0");
        Files.writeString(locked.resolve(LockFile.NAME), alone);
        initialise("locked", "1.0.0");
        assertThat(LockFile.parse(alone).provider(PACKAGE.address()).hashes()).contains(LocalPackageHash.of(stored));

        damage(stored, random(1).length);
        Path fresh = mirror.module("fresh", FAKE, "1.0.0");
        CacheOffer offer = cache.prepare(module(fresh), RUN, false, true);
        assertThat(mirror.init(fresh, offer.environment())).isZero();
        assertThat(cache.settle(module(fresh), RUN, true)).contains("was damaged");
        assertThat(fresh.resolve(LockFile.NAME)).doesNotExist();
        assertThat(lockFile(initialise("fresh", "1.0.0"))).isEqualTo(alone);
    }

    @Test
    void anUpgradeFindsNewVersionsInTheCache() throws Exception {
        initialise("new", "1.1.0");
        Path module = initialise("old", "1.0.0");
        mirror.module("old", FAKE, ">= 1.0.0");

        CacheOffer offer = cache.prepare(module(module), RUN, true, true);
        assertThat(mirror.init(module, offer.environment(), "-upgrade")).isZero();
        assertThat(said(module)).anyMatch(line -> line.contains("v1.1.0 from the shared cache directory"));
        assertThat(cache.settle(module(module), RUN, true)).isNull();

        assertThat(LockFile.parse(lockFile(module)).provider(PACKAGE.address()).version())
                .isEqualTo("1.1.0");
        Path plain = mirror.module("plain", FAKE, ">= 1.0.0");
        assertThat(mirror.init(plain, Map.of())).isZero();
        assertThat(lockFile(module)).isEqualTo(lockFile(plain));
    }

    @Test
    void anUnpackedMirrorsPackageIsLinkedWhereItLies() throws Exception {
        Path unpacked = mirror.mirror().resolve("example.com/acme/loose/1.0.0/" + ProviderMirror.platform());
        Files.createDirectories(unpacked);
        Files.write(unpacked.resolve("terraform-provider-loose_v1.0.0"), random(3));
        Path module = mirror.module("loose", "loose", "1.0.0");

        initialise("loose", module, false);

        Path link = module.resolve(".terraform/providers/example.com/acme/loose/1.0.0/" + ProviderMirror.platform());
        assertThat(Files.readSymbolicLink(link)).isEqualTo(unpacked);
        assertThat(unpacked.resolve("terraform-provider-loose_v1.0.0")).hasBinaryContent(random(3));
    }

    @Test
    void whatTheLockFileDoesNotVouchForStaysTheModules() throws Exception {
        Path module = mirror.module("own", FAKE, "1.0.0");
        CacheOffer offer = cache.prepare(module(module), RUN, false, true);
        assertThat(mirror.init(module, offer.environment())).isZero();
        Files.writeString(module.resolve(LockFile.NAME), alone.replaceAll("h1:[^\"]*", "h1:" + "1".repeat(43) + "="));
        assertThat(cache.settle(module(module), RUN, true)).isNull();

        Path own = module.resolve(".terraform/providers").resolve(PACKAGE.path());
        assertThat(own).isDirectory();
        assertThat(Files.isSymbolicLink(own)).isFalse();
        assertThat(own.resolve("terraform-provider-fake_v1.0.0")).hasBinaryContent(random(1));
    }

    @Test
    void aModuleThatBringsProvidersItselfIsASourceOfItsOwn() throws Exception {
        initialise("first", "1.0.0");
        Path module = mirror.module("own", FAKE, "1.0.0");
        Files.createDirectories(module.resolve("terraform.d/plugins"));

        CacheOffer offer = cache.prepare(module(module), RUN, false, true);

        try (Stream<Path> offered = Files.walk(Path.of(offer.directory()))) {
            assertThat(offered).noneMatch(Files::isSymbolicLink);
        }
    }

    private Path initialise(String name, String versions) throws Exception {
        return initialise(name, mirror.module(name, FAKE, versions), false);
    }

    private Path initialise(String run, Path module, boolean upgrade) throws Exception {
        CacheOffer offer = cache.prepare(module(module), run, upgrade, true);
        int code = mirror.init(module, offer.environment(), upgrade ? new String[] {"-upgrade"} : new String[0]);
        assertThat(code).as(() -> String.join("\n", unchecked(module))).isZero();
        assertThat(cache.settle(module(module), run, true)).isNull();
        return module;
    }

    private static List<String> unchecked(Path module) {
        try {
            return said(module);
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    private static CacheModule module(Path module) {
        return new CacheModule(
                module.getFileName() + "-k",
                module.toString(),
                module.resolve(".terraform").toString(),
                "");
    }

    private static Path link(Path module) throws IOException {
        return Files.readSymbolicLink(module.resolve(".terraform/providers").resolve(PACKAGE.path()));
    }

    private List<Path> inits() throws IOException {
        try (Stream<Path> inits = Files.list(cacheDirectory.resolve("inits"))) {
            return inits.toList();
        }
    }

    private static void damage(Path stored, int size) throws IOException {
        Path file = stored.resolve("terraform-provider-fake_v1.0.0");
        assertThat(Files.isWritable(file) && !"root".equals(System.getProperty("user.name")))
                .as("packages in the store are protected")
                .isFalse();
        byte[] wrong = new byte[size];
        Files.delete(file);
        Files.write(file, wrong);
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    private static byte[] random(int seed) {
        byte[] bytes = new byte[100_000];
        new Random(seed).nextBytes(bytes);
        System.arraycopy("provider".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 8);
        return bytes;
    }
}
