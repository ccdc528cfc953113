package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The environment in which a chain's script is launched. */
public final class ChainVariables {

    private ChainVariables() {}

    /** What the script gets: what it inherits with the chain's own variables over it. */
    public static Map<String, String> of(Chain chain, Map<String, String> inherited) {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.putAll(chain.environment());
        // Only terraform and what it starts carry the marker; where we run in somebody else's, that one ends here.
        environment.remove(ProcessId.VARIABLE);
        return environment;
    }

    /**
     * Makes sure that all that matters will arrive as it is.
     *
     * @param variables what the script gets, see {@link #of}
     * @param inherited values that are the same there are passed on as they are
     * @param charset in which the machine gives text to processes
     * @param refusal why a variable of this name wouldn't reach terraform; empty where it would
     * @throws IOException where something wouldn't arrive; its message is for the user and holds no value of a variable
     */
    public static void check(
            Map<String, String> variables,
            Chain chain,
            Map<String, String> inherited,
            Charset charset,
            Function<String, Optional<String>> refusal)
            throws IOException {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new IOException("an environment variable can't be named \"" + name.replace('\0', '?')
                        + "\": expected a name without = and NUL");
            }
            if (value.indexOf('\0') >= 0) {
                throw new IOException("the value of environment variable " + name
                        + " holds a NUL character, which no process can be given; remove it");
            }
            if (!value.equals(inherited.get(name))) {
                encode("the value of environment variable " + name, value, charset);
            }
            // terraform's variables, and those that the user gave for this chain, must arrive; others may have odd
            // names.
            if (name.startsWith("TF_") || chain.environment().containsKey(name)) {
                Optional<String> refused = refusal.apply(name);
                if (refused.isPresent()) {
                    throw new IOException(refused.get());
                }
            }
        }
    }

    /** Never writes a question mark in place of what can't be written. */
    static byte[] encode(String what, String text, Charset charset) throws IOException {
        if (isAscii(text)) {
            // The same in every encoding that Linux gives text to processes in, and most text by far.
            return text.getBytes(StandardCharsets.US_ASCII);
        }
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
                            + "; start this program, or the Jenkins agent, with a UTF-8 locale, such as LC_ALL=C.UTF-8",
                    e);
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '\u007f') {
                return false;
            }
        }
        return true;
    }
}
