package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Makes the directories of a chain and of its processes, and what lies in them before the chain is launched. */
final class LocalChainFiles {

    private final ProcessFiles files;

    LocalChainFiles(ProcessFiles files) {
        this.files = files;
    }

    Path directory(Chain chain) {
        return Path.of(files.chain(chain.unit(), chain.number()));
    }

    /** @return false where one of them exists already; then nothing was made */
    boolean create(Chain chain) throws IOException {
        LocalPrivateFiles.createDirectories(Path.of(files.unit(chain.unit())));
        List<Path> processes = processes(chain);
        if (processes.stream().anyMatch(process -> Files.exists(process, LinkOption.NOFOLLOW_LINKS))
                || !LocalPrivateFiles.createDirectory(directory(chain))) {
            return false;
        }
        try {
            for (Path process : processes) {
                LocalPrivateFiles.createDirectory(process);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            delete(chain, e);
            throw e;
        }
    }

    /** Nothing was launched: the same numbers may be used again. */
    void delete(Chain chain, Exception failure) {
        try {
            delete(chain);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    void delete(Chain chain) throws IOException {
        for (Path process : processes(chain)) {
            LocalPrivateFiles.deleteRecursively(process);
        }
        LocalPrivateFiles.deleteRecursively(directory(chain));
    }

    List<Path> processes(Chain chain) {
        return chain.processes().stream()
                .map(spec -> Path.of(files.process(chain.id(spec))))
                .toList();
    }

    /** The script, and an empty file for what it has to complain about. */
    void write(Chain chain, String setsid) throws IOException {
        Path script = directory(chain).resolve(ProcessFiles.SCRIPT);
        LocalPrivateFiles.createFile(script);
        LocalPrivateFiles.createFile(directory(chain).resolve(ProcessFiles.LAUNCH_LOG));
        Files.write(script, ChainVariables.encode("the chain's script", ChainScript.render(chain, setsid), charset()));
    }

    /** As Java itself encodes names of files, arguments and variables. */
    static Charset charset() {
        String name = System.getProperty("sun.jnu.encoding");
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
