package io.jenkins.plugins.terraformparallel.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A secret, and the spellings in which it may be found nowhere.
 *
 * @param value of it
 * @param core a part of it that no spelling can do without, apart from encodings
 */
record Secret(String value, String core) {

    /** As it is, escaped for JSON, HCL, Go, HTML and URLs, encoded, and the part that they have in common. */
    Set<String> spellings() {
        String json = value.replace("\\", "\\\\").replace("\"", "\\\"");
        Set<String> all = new LinkedHashSet<>(List.of(value, json, json.replace("\\", "\\\\"), core));
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        // Within a longer text: what stands before it shifts the groups of three, the last group holds what follows.
        for (int shift = 0; shift <= 2; shift++) {
            byte[] groups = Arrays.copyOfRange(bytes, shift, bytes.length - (bytes.length - shift) % 3);
            all.add(Base64.getEncoder().encodeToString(groups));
        }
        return all;
    }

    /** Each spelling that a text holds, with where it is. */
    List<String> in(String what, String text) {
        return spellings().stream()
                .filter(text::contains)
                .map(spelling -> what + " holds " + spelling)
                .toList();
    }

    /** Each spelling in any file below a directory, in its name or its content. */
    List<String> below(Path directory, Predicate<Path> looked) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(looked).toList()) {
                found.addAll(in("the name " + file, file.toString()));
                if (Files.isRegularFile(file)) {
                    found.addAll(in(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            }
        } catch (UncheckedIOException | NoSuchFileException e) {
            // Something was deleted in the meantime: look again.
            return below(directory, looked);
        }
        return found;
    }
}
