package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Starts a chain's script in a session of its own: no signal to the engine's terminal or process group reaches it. No
 * pipe leads to it.
 */
final class LocalLauncher {

    private static final Path DEV_NULL = Path.of("/dev/null");

    /** The environment that every chain inherits. */
    private final Map<String, String> baseEnvironment;

    LocalLauncher(Map<String, String> baseEnvironment) {
        this.baseEnvironment = Map.copyOf(baseEnvironment);
    }

    /**
     * @param chainDirectory exists and is empty
     * @throws IOException where nothing was started; its message is for the user and holds no value of a variable
     */
    Process launch(Chain chain, Path chainDirectory) throws IOException {
        Map<String, String> environment = new TreeMap<>(baseEnvironment);
        environment.putAll(chain.environment());
        // Only terraform and what it starts carry the marker; where we run in somebody else's, that one ends here.
        environment.remove(ProcessId.VARIABLE);
        Charset charset = charset();
        checkVariables(environment, charset);
        checkNames(chain, environment);
        String setsid = LocalShell.setsid(baseEnvironment);
        Optional<String> refusal = LocalShell.refusal(baseEnvironment);
        if (setsid == null || refusal.isPresent()) {
            throw new IOException(refusal.orElse("setsid is missing"));
        }
        Path script = chainDirectory.resolve(ProcessFiles.SCRIPT);
        Path log = chainDirectory.resolve(ProcessFiles.LAUNCH_LOG);
        LocalPrivateFiles.createFile(script);
        LocalPrivateFiles.createFile(log);
        Files.write(script, encode("the chain's script", ChainScript.render(chain, setsid), charset));

        List<String> command = new ArrayList<>(List.of(setsid));
        command.addAll(LocalShell.command(environment));
        command.add(script.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        replace(builder.environment(), environment);
        return builder.redirectInput(DEV_NULL.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                .start();
    }

    /** What is equal stays untouched: Java keeps the bytes of inherited values that it can't represent as text. */
    private static void replace(Map<String, String> current, Map<String, String> wanted) {
        current.keySet().retainAll(wanted.keySet());
        wanted.forEach((name, value) -> {
            if (!value.equals(current.get(name))) {
                current.put(name, value);
            }
        });
    }

    private void checkVariables(Map<String, String> environment, Charset charset) throws IOException {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new IOException("an environment variable can't be named \"" + name.replace('\0', '?')
                        + "\": expected a name without = and NUL");
            }
            if (variable.getValue().indexOf('\0') >= 0) {
                throw new IOException("the value of environment variable " + name
                        + " holds a NUL character, which no process can be given; remove it");
            }
            if (!variable.getValue().equals(baseEnvironment.get(name))) {
                encode("the value of environment variable " + name, variable.getValue(), charset);
            }
        }
    }

    /** terraform's variables, and those that the user gave for this chain, must arrive; others may have odd names. */
    private static void checkNames(Chain chain, Map<String, String> environment) throws IOException {
        for (String name : environment.keySet()) {
            if (name.startsWith("TF_") || chain.environment().containsKey(name)) {
                Optional<String> refusal = LocalShell.refusal(name, environment);
                if (refusal.isPresent()) {
                    throw new IOException(refusal.get());
                }
            }
        }
    }

    /** Never writes a question mark in place of what can't be written. */
    private static byte[] encode(String what, String text, Charset charset) throws IOException {
        try {
            ByteBuffer bytes = charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] result = new byte[bytes.remaining()];
            bytes.get(result);
            return result;
        } catch (CharacterCodingException e) {
            throw new IOException(
                    what + " holds characters that can't be written as " + charset
                            + "; start this program with a UTF-8 locale, such as LC_ALL=C.UTF-8",
                    e);
        }
    }

    /** As Java itself encodes names of files, arguments and variables. */
    private static Charset charset() {
        String name = System.getProperty("sun.jnu.encoding");
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
