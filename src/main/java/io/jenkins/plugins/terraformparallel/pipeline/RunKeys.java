package io.jenkins.plugins.terraformparallel.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import jenkins.security.HMACConfidentialKey;

/** Ids of runs, and the keys under which values are hashed. */
final class RunKeys {

    /** This instance's; a build's own key is derived from it, because that one is given to the node. */
    private static final HMACConfidentialKey KEY = new HMACConfidentialKey(RunKeys.class, "build");

    /** This instance's for what outlives builds; a job's own key is derived from it. */
    private static final HMACConfidentialKey JOB_KEY = new HMACConfidentialKey(RunKeys.class, "job");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunKeys() {}

    /** The key of a build's hashes. Reads a file at its first use. */
    static byte[] hashKey(String build) {
        return KEY.mac(build.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of what a job's builds, and no other's, rely on. Reads a file at its first use. */
    static byte[] jobKey(String fullName) {
        return JOB_KEY.mac(fullName.getBytes(StandardCharsets.UTF_8));
    }

    /** A new run's id: safe as a file's name, unique in this instance. */
    static String newRunId(Instant now) {
        byte[] random = new byte[5];
        ThreadLocalRandom.current().nextBytes(random);
        return TIME.format(now) + "-" + HexFormat.of().formatHex(random);
    }
}
