package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What standard output is. Any thread.
 *
 * <p>Java 17 can't tell whether standard output alone is a terminal ({@code System.console()} asks for standard input as
 * well), so Linux's {@code /proc} is asked.
 */
final class Terminal {

    private static final int FILE_WIDTH = 120;
    private static final int MOST_DIGITS = 5;
    private static final Size USUAL = new Size(24, 80);

    /** Rows and columns. */
    record Size(int rows, int columns) {}

    private final boolean live;
    private final boolean colours;
    private final Supplier<Size> measure;

    // Mutable state
    private volatile Size size;

    private Terminal(boolean live, boolean colours, Supplier<Size> measure) {
        this.live = live;
        this.colours = colours;
        this.measure = measure;
    }

    static Terminal ofThisProcess(Map<String, String> environment) {
        return of(environment, device(), Terminal::stty);
    }

    /**
     * From what the system says.
     *
     * @param device where standard output leads to
     * @param stty measures the terminal, rows or columns 0 where they can't be told
     */
    static Terminal of(Map<String, String> environment, String device, Supplier<Size> stty) {
        String kind = environment.getOrDefault("TERM", "");
        boolean isTerminal = isTerminal(device);
        boolean live = isTerminal && !kind.isEmpty() && !kind.equals("dumb");
        boolean colours = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int columns = number(environment.get("COLUMNS"));
        return new Terminal(live, colours, () -> {
            Size found = isTerminal ? stty.get() : new Size(0, FILE_WIDTH);
            int wanted = columns > 0 ? columns : found.columns();
            return new Size(found.rows() > 0 ? found.rows() : USUAL.rows(), wanted > 0 ? wanted : USUAL.columns());
        });
    }

    /** Whether lines can be drawn again in place. */
    boolean isLive() {
        return live;
    }

    boolean hasColours() {
        return colours;
    }

    /** Measured at the first call and by {@link #measureAgain}. */
    Size size() {
        Size known = size;
        if (known == null) {
            known = measure.get();
            size = known;
        }
        return known;
    }

    /** Somebody has changed the window's size. Blocks for some milliseconds. */
    void measureAgain() {
        size = measure.get();
    }

    private static String device() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static Size stty() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Size(0, 0);
            }
            String[] found = new String(process.getInputStream().readNBytes(100), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            return found.length == 2 ? new Size(number(found[0]), number(found[1])) : new Size(0, 0);
        } catch (IOException e) {
            return new Size(0, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Size(0, 0);
        }
    }

    /** Such as {@code /dev/pts/0}, {@code /dev/tty1} or {@code /dev/console}. */
    private static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
    }

    /** What {@code text} says in at most five digits; 0 where it says something else. */
    private static int number(@CheckForNull String text) {
        int number = 0;
        for (int i = 0; text != null && i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9' || i == MOST_DIGITS) {
                return 0;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }
}
