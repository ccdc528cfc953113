package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Makes what lies on the disk of a chain before it is launched, and takes away what lies there of it and its processes. */
final class LocalChainFiles {

    private static final List<String> OF_CHAIN = List.of(ProcessFiles.SCRIPT, ProcessFiles.PID, ProcessFiles.STOP);
    private static final List<String> OF_PROCESS = List.of(
            ProcessFiles.EXIT, ProcessFiles.PID, ProcessFiles.STDOUT, ProcessFiles.STDERR, ProcessFiles.SIGNALLED);

    private final ProcessFiles files;

    LocalChainFiles(ProcessFiles files) {
        this.files = files;
    }

    Path script(Chain chain) {
        return file(files.chain(chain.unit(), chain.number()), ProcessFiles.SCRIPT);
    }

    /** What the script itself has to complain about. */
    Path complaints(Chain chain) {
        return Path.of(files.complaints(chain.run(), chain.unit(), chain.number()));
    }

    /**
     * Takes the right to launch the chain, by making its script, which is empty yet.
     *
     * @return false where somebody has or had it, or the chain was stopped; then nothing was made
     */
    boolean create(Chain chain) throws IOException {
        boolean used = chain.processes().stream()
                .map(spec -> file(files.process(chain.id(spec)), ProcessFiles.EXIT))
                .anyMatch(exit -> Files.exists(exit, LinkOption.NOFOLLOW_LINKS));
        Path stop = file(files.chain(chain.unit(), chain.number()), ProcessFiles.STOP);
        return !used && !Files.exists(stop, LinkOption.NOFOLLOW_LINKS) && LocalPrivateFiles.create(script(chain));
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
        for (ProcessSpec spec : chain.processes()) {
            LocalPrivateFiles.delete(ofProcess(chain.id(spec)));
        }
        LocalPrivateFiles.delete(ofChain(chain.unit(), chain.number()));
    }

    /** What may be there of a process. */
    List<Path> ofProcess(ProcessId id) {
        return all(files.process(id), OF_PROCESS);
    }

    /** What may be there of a chain, aside from its processes. */
    List<Path> ofChain(String unit, int chain) {
        return all(files.chain(unit, chain), OF_CHAIN);
    }

    static Path file(String owner, String name) {
        return Path.of(ProcessFiles.file(owner, name));
    }

    private static List<Path> all(String owner, List<String> names) {
        return names.stream().map(name -> file(owner, name)).toList();
    }

    /** The script, an empty file for what it has to complain about, and one for its plan. */
    void write(Chain chain, String setsid) throws IOException {
        if (chain.planFile() != null) {
            LocalPrivateFiles.write(Path.of(chain.planFile()), new byte[0]);
        }
        LocalPrivateFiles.createFile(complaints(chain));
        // It is empty, and isn't to be emptied: ext4 would write the text to the disk at once.
        Files.write(
                script(chain),
                ChainVariables.encode("the chain's script", ChainScript.render(chain, setsid), charset()),
                StandardOpenOption.WRITE);
    }

    /** As Java itself encodes names of files, arguments and variables. */
    static Charset charset() {
        String name = System.getProperty("sun.jnu.encoding");
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
