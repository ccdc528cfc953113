package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Deletes what a run doesn't need any more. To remove files may take a file system milliseconds, for which whoever
 * comes next needn't wait: {@link #inBackground} does it a little later, on a thread of its own, in the order in which it
 * was asked. What is left when the program is killed goes when the run is resumed.
 *
 * <p>Thread-safe.
 */
public final class LocalDeletions implements AutoCloseable {

    /** Until then the next process has started. */
    private static final long DELAY_MILLIS = 40;

    /** Null where everything is done at once. */
    @CheckForNull
    private final ScheduledThreadPoolExecutor thread;

    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    /** A deletion that isn't over; each is another one. */
    private static final class Pending {
        private final List<Path> files;
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        private Pending(List<Path> files) {
            this.files = files;
        }
    }

    private LocalDeletions(@CheckForNull ScheduledThreadPoolExecutor thread) {
        this.thread = thread;
    }

    /** Deletes while it is asked. */
    public static LocalDeletions atOnce() {
        return new LocalDeletions(null);
    }

    /** Deletes soon. */
    public static LocalDeletions inBackground() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "deletions");
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(true);
        return new LocalDeletions(thread);
    }

    /**
     * Files; those that are gone already are fine.
     *
     * @throws IOException where it is done at once and can't be; otherwise it becomes one of the {@link #troubles}
     */
    public void delete(List<Path> files) throws IOException {
        if (thread == null) {
            LocalPrivateFiles.delete(files);
            return;
        }
        Pending asked = new Pending(files);
        pending.add(asked);
        thread.schedule(() -> run(asked), DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Waits until nothing is going to be deleted that was asked for before. */
    public void settle() {
        pending.forEach(deletion -> deletion.over.join());
    }

    /** What couldn't be deleted, in sentences for people. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** Waits until everything is deleted; nothing may be asked for afterwards. */
    @Override
    public void close() {
        settle();
        if (thread != null) {
            thread.shutdown();
        }
    }

    private void run(Pending asked) {
        try {
            LocalPrivateFiles.delete(asked.files);
        } catch (IOException | RuntimeException e) {
            troubles.add(
                    "some of " + asked.files + " can't be deleted, and may hold what is secret: " + e.getMessage());
        } finally {
            pending.remove(asked);
            asked.over.complete(null);
        }
    }
}
