package io.jenkins.plugins.terraformparallel.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What the command line finds when it is called.
 *
 * @param environment what terraform inherits
 * @param currentDirectory absolute
 * @param out standard output, as bytes
 * @param err standard error
 * @param encoding of both
 * @param terminal what standard output is
 * @param operatingSystem Java's {@code os.name}
 */
record Surroundings(
        Map<String, String> environment,
        Path currentDirectory,
        OutputStream out,
        PrintStream err,
        Charset encoding,
        Terminal terminal,
        Clock clock,
        String operatingSystem) {

    static Surroundings ofThisProcess() {
        Map<String, String> environment = System.getenv();
        Charset encoding = localeEncoding();
        return new Surroundings(
                environment,
                Path.of("").toAbsolutePath(),
                System.out,
                new PrintStream(System.err, true, encoding),
                encoding,
                Terminal.ofThisProcess(environment),
                Clock.systemUTC(),
                System.getProperty("os.name", ""));
    }

    /** The locale's; where that is plain ASCII ({@code LANG=C}), UTF-8, of which ASCII is a part. */
    private static Charset localeEncoding() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", ""));
        try {
            Charset charset = Charset.forName(name);
            return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
