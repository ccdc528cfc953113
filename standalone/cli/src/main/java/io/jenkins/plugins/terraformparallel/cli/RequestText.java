package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the file of {@code --request}. */
final class RequestText {

    /** Far more than any request has; a wrong file, such as a state or a core dump, shouldn't fill the memory. */
    private static final long MAX_BYTES = 16L << 20;

    private RequestText() {}

    /**
     * The file's entries; empty where no file was given.
     *
     * @param file as the user wrote it, relative to the current directory
     * @throws RequestException where it can't be read, or is no request
     */
    static Map<String, Object> read(@CheckForNull String file, Path currentDirectory) throws RequestException {
        if (file == null) {
            return Map.of();
        }
        try {
            Path path = currentDirectory.resolve(file);
            if (Files.isDirectory(path)) {
                throw wrong("'" + file + "', which is a directory");
            }
            if (Files.isRegularFile(path) && Files.size(path) > MAX_BYTES) {
                throw wrong("'" + file + "', which is larger than 16 MiB");
            }
            return RequestFile.parse(file, Files.readString(path));
        } catch (CharacterCodingException e) {
            throw wrong("'" + file + "', which isn't UTF-8 text");
        } catch (IOException | InvalidPathException e) {
            throw wrong("'" + file + "' (" + Explained.cause(e) + ")");
        }
    }

    private static RequestException wrong(String found) {
        return new RequestException(List.of(new Mistake("--request", found, "a YAML or JSON file")));
    }
}
