package io.jenkins.plugins.terraformparallel.pipeline;

import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.HttpBackend;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Modules whose apply, once it is interrupted, ends when the test lets it: until then its state can't be saved. */
final class SlowToStop implements AutoCloseable {

    private final HttpBackend backend = new HttpBackend();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger saving = new AtomicInteger();

    SlowToStop() throws IOException {
        backend.beforeSave(() -> {
            saving.incrementAndGet();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** A step that writes the module, which applies for minutes. */
    String module(String directory) {
        return "writeFile file: '" + directory + "/main.tf', text: '''" + backend.hcl("/" + directory) + """
                resource "terraform_data" "first" {}
                resource "terraform_data" "second" {
                  depends_on = [terraform_data.first]
                  provisioner "local-exec" { command = "sleep 300" }
                }
                '''
                """;
    }

    /** Waits until so many terraform processes stop. */
    void awaitStopping(int count) throws Exception {
        Await.until(count + " want to save their states", () -> saving.get() >= count);
    }

    /** Lets them end. */
    void release() {
        released.countDown();
    }

    String state(String directory) {
        return backend.state("/" + directory);
    }

    boolean isLocked(String directory) {
        return backend.isLocked("/" + directory);
    }

    @Override
    public void close() {
        release();
        backend.close();
    }
}
