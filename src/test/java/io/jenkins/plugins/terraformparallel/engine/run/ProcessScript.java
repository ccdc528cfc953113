package io.jenkins.plugins.terraformparallel.engine.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * What a process does in a {@link ScriptedHost}.
 *
 * @param stdout what it prints, evenly over its time
 * @param exitCode what it ends with, unless it is stopped
 * @param takes how long, unless it is stopped
 * @param obeysAfter how long after a signal it ends with 1; null where it ignores signals
 */
record ProcessScript(byte[] stdout, int exitCode, Duration takes, Duration obeysAfter, Fate fate) {

    /** How it comes to its end. */
    enum Fate {
        ENDS,
        /** It is gone without an exit code. */
        LOST,
        /** Its guard doesn't hold. */
        REFUSED
    }

    private static final String RECORDED = "/io/jenkins/plugins/terraformparallel/engine/terraform/1.11.4/";

    /** One that prints what the real terraform printed once. */
    static ProcessScript recorded(String file, int exitCode) {
        return printing(bytes(file), exitCode);
    }

    static ProcessScript printing(String text, int exitCode) {
        return printing(text.getBytes(StandardCharsets.UTF_8), exitCode);
    }

    private static ProcessScript printing(byte[] stdout, int exitCode) {
        return new ProcessScript(stdout, exitCode, Duration.ofMillis(120), Duration.ofMillis(40), Fate.ENDS);
    }

    ProcessScript taking(Duration time) {
        return new ProcessScript(stdout, exitCode, time, obeysAfter, fate);
    }

    ProcessScript obeyingAfter(Duration time) {
        return new ProcessScript(stdout, exitCode, takes, time, fate);
    }

    ProcessScript ignoringSignals() {
        return obeyingAfter(null);
    }

    ProcessScript fated(Fate other) {
        return new ProcessScript(stdout, exitCode, takes, obeysAfter, other);
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Objects.requireNonNull(ProcessScript.class.getResourceAsStream(RECORDED + file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
