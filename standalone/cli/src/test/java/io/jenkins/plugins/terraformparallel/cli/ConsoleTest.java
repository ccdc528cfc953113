package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConsoleTest {

    @Test
    void writesEverythingInOrderBeforeItIsClosed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Console console = new Console(out, StandardCharsets.UTF_8)) {
            console.print("eins ");
            console.print("");
            assertThat(console.offer("zwei ü")).isTrue();
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("eins zwei ü");
    }

    @Test
    void aReaderThatHasGoneIsNoTrouble() {
        AtomicInteger attempts = new AtomicInteger();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                attempts.incrementAndGet();
                throw new IOException("Broken pipe");
            }
        };

        try (Console console = new Console(closed, StandardCharsets.UTF_8)) {
            console.print("one");
            console.print("two");
        }

        assertThat(attempts).hasValue(1);
    }

    @Test
    void aReaderThatHasStoppedHoldsNobodyUp() {
        CountDownLatch goesOn = new CountDownLatch(1);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        OutputStream stopped = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    goesOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                read.write(bytes, offset, length);
            }
        };
        String mebibyte = "x".repeat(1 << 20);

        int taken = 0;
        try (Console console = new Console(stopped, StandardCharsets.UTF_8)) {
            while (console.offer(mebibyte)) {
                taken++;
            }
            assertThat(console.isIdle()).isFalse();
            console.print("important");
            goesOn.countDown();
        }

        assertThat(taken).isEqualTo(5);
        assertThat(read.size()).isEqualTo(5 * mebibyte.length() + "important".length());
        assertThat(read.toString(StandardCharsets.UTF_8)).endsWith("important");
    }
}
