package io.jenkins.plugins.terraformparallel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Three kinds of secrets, and where they may not be found. */
final class Secrets {

    static final String PLAIN = "plain-quokka-s3cr3t";
    static final String LINES = "-----BEGIN KEY-----\nMIIwombat/line+x==\n  second numbat line\n-----END KEY-----\n";
    static final String QUOTES = "qu\"ote\\back<bilby>&'${tick}";

    private Secrets() {}

    /** The spellings that are looked for: as they are, each line by itself, escaped for JSON, HCL and Go, encoded. */
    static Set<String> spellings() {
        Set<String> all = new LinkedHashSet<>(List.of(
                PLAIN,
                QUOTES,
                QUOTES.replace("\\", "\\\\").replace("\"", "\\\""),
                QUOTES.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "$${"),
                "qu\\\"ote\\\\back\\u003cbilby\\u003e\\u0026'${tick}",
                LINES,
                LINES.replace("\n", "\\n")));
        LINES.lines().map(String::strip).forEach(all::add);
        for (String secret : List.of(PLAIN, LINES, QUOTES)) {
            all.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
        // What no other spelling could do without.
        all.addAll(List.of("quokka", "wombat", "numbat", "bilby"));
        return all;
    }

    /** Each spelling that a text holds, with where it is. */
    static List<String> in(String what, String text) {
        return spellings().stream()
                .filter(text::contains)
                .map(spelling -> what + " holds " + spelling)
                .toList();
    }

    /** Each spelling in any file, its name included, but those below another directory. */
    static List<String> below(Path directory, Path without) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(each -> !each.startsWith(without)).toList()) {
                found.addAll(in("the name " + file, file.toString()));
                if (Files.isRegularFile(file)) {
                    found.addAll(in(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return found;
    }

    /** Looks every few milliseconds for secrets in the process list, until it is closed. */
    static final class ProcessListSampler implements AutoCloseable {

        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final Set<String> found = new ConcurrentSkipListSet<>();
        private final Set<String> seen = new ConcurrentSkipListSet<>();

        ProcessListSampler() {
            thread.scheduleWithFixedDelay(this::sample, 0, 5, TimeUnit.MILLISECONDS);
        }

        /**
         * What was found. What was put there by others doesn't count: the call of this program by its user, and the
         * shell of a provisioner by its module.
         */
        Set<String> found() {
            return new TreeSet<>(found);
        }

        /** Command lines of terraform that were looked at. */
        Set<String> terraforms() {
            return new TreeSet<>(seen);
        }

        private void sample() {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (Path process : processes) {
                    String command = commandLine(process);
                    if (!command.startsWith("/bin/sh\0-c\0")
                            && !command.contains(Packed.JAR.file().toString())) {
                        found.addAll(in(command.replace('\0', ' '), command));
                    }
                    if (command.contains("terraform\0apply\0")) {
                        seen.add(command.replace('\0', ' '));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String commandLine(Path process) {
            try {
                return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                // It has ended in the meantime.
                return "";
            }
        }

        @Override
        public void close() {
            thread.shutdown();
        }
    }
}
