package io.jenkins.plugins.terraformparallel.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was measured: one row each, in the order of the scenarios. Thread-safe. */
final class Figures {
    private final List<Row> rows = new ArrayList<>();

    private record Row(String what, String expected, String seen) {

        String markdown() {
            return "| " + cell(what) + " | " + cell(expected) + " | " + cell(seen) + " |";
        }

        private static String cell(String text) {
            return text.replace("|", "\\|").replace('\n', ' ');
        }
    }

    /** Notes one, whether or not it is as it should be: that is for the test to say, afterwards. */
    synchronized void add(String what, String expected, Object seen) {
        rows.add(new Row(what, expected, String.valueOf(seen)));
    }

    synchronized boolean isEmpty() {
        return rows.isEmpty();
    }

    /** All of them as a table. */
    synchronized String markdown() {
        return "| what | expected | seen |\n|---|---|---|\n"
                + rows.stream().map(row -> row.markdown() + "\n").collect(Collectors.joining());
    }

    /** Writes the table, where there is anything to be written. */
    synchronized void write(Path file) throws IOException {
        if (!rows.isEmpty()) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, markdown());
        }
    }
}
