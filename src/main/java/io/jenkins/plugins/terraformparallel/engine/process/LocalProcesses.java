package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The living processes of this machine, by {@code /proc} (proc(5)). Thread-safe. */
final class LocalProcesses implements LocalLiving {

    private static final int MAX_COMMAND = 200;
    /** Fields after the command name in {@code stat}: the state is field 3, the start time field 22. */
    private static final int START_TIME = 22 - 3;

    private final Path proc;

    // Mutable state
    private volatile String bootId;

    LocalProcesses() {
        this(Path.of("/proc"));
    }

    /** @param proc where the file system is mounted */
    LocalProcesses(Path proc) {
        this.proc = proc;
    }

    /** Whether exactly this process lives. A zombie is dead: nothing of it runs any more. */
    @Override
    public boolean isAlive(@CheckForNull ProcessIdentity identity) throws IOException {
        return identity != null
                && Long.valueOf(identity.startTicks()).equals(startTicks(identity.pid()))
                && identity.bootId().equals(bootId());
    }

    /**
     * The start of a living process since boot, in clock ticks.
     *
     * @return null where there is none with this pid
     */
    @CheckForNull
    Long startTicks(long pid) throws IOException {
        String stat = LocalReading.text(file(pid, "stat"));
        if (stat == null) {
            return null;
        }
        // The command name may hold blanks, parentheses and newlines; nothing after it does.
        int state = stat.lastIndexOf(')') + 2;
        int field = state;
        for (int i = 0; i < START_TIME && field > 0; i++) {
            field = stat.indexOf(' ', field) + 1;
        }
        int end = field <= state ? -1 : stat.indexOf(' ', field);
        if (end < 0) {
            throw new IOException("can't understand " + file(pid, "stat") + ": " + stat);
        }
        boolean dead = stat.startsWith("Z ", state) || stat.startsWith("X ", state);
        return dead ? null : Long.valueOf(stat.substring(field, end));
    }

    /** This boot's id; it is the same as long as this program runs. */
    String bootId() throws IOException {
        String known = bootId;
        if (known == null) {
            known = readBootId();
            bootId = known;
        }
        return known;
    }

    private String readBootId() throws IOException {
        Path file = proc.resolve("sys/kernel/random/boot_id");
        String id = LocalReading.text(file);
        if (id == null) {
            throw new IOException(file + " doesn't exist; terraform-parallel needs Linux with /proc mounted");
        }
        return id.trim();
    }

    /**
     * Signals a process if it is still the same. There is no way in Java to do both in one step; a pid is given again
     * only after all others were.
     *
     * @param kill SIGKILL instead of SIGTERM
     * @return whether the signal was sent
     */
    boolean signal(long pid, long startTicks, boolean kill) throws IOException {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isEmpty()
                || pid == ProcessHandle.current().pid()
                || !Long.valueOf(startTicks).equals(startTicks(pid))) {
            return false;
        }
        // Unlike Process.destroy(), this touches no stream; it compares the start time once more.
        return kill ? handle.get().destroyForcibly() : handle.get().destroy();
    }

    /**
     * All living processes that were started with a variable whose value begins so, sorted by pid. Those whose
     * environment isn't ours to read are left out.
     */
    List<FoundProcess> findByEnvironment(String variable, String valuePrefix) throws IOException {
        byte[] wanted = (variable + "=" + valuePrefix).getBytes(StandardCharsets.UTF_8);
        List<FoundProcess> found = new ArrayList<>();
        for (long pid : pids()) {
            // The start time comes first: where the pid is given again after it, it won't match when it is signalled.
            Long startTicks = startTicks(pid);
            if (startTicks != null && hasEntry(readable(pid, "environ"), wanted)) {
                found.add(new FoundProcess(pid, startTicks, command(pid)));
            }
        }
        return found;
    }

    private List<Long> pids() throws IOException {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                pids.add(Long.valueOf(String.valueOf(entry.getFileName())));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(pids);
        return pids;
    }

    /** The command line with blanks between the arguments, shortened; the bare name where there is none. */
    private String command(long pid) {
        String text = utf8(readable(pid, "cmdline")).replace('\0', ' ').trim();
        if (text.isEmpty()) {
            text = utf8(readable(pid, "comm")).trim();
        }
        return text.substring(
                0, text.offsetByCodePoints(0, Math.min(MAX_COMMAND, text.codePointCount(0, text.length()))));
    }

    /** Whether one of the entries, each of which ends with NUL, begins so. */
    private static boolean hasEntry(byte[] environ, byte[] wanted) {
        int start = 0;
        while (start + wanted.length <= environ.length) {
            if (Arrays.equals(environ, start, start + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
            while (start < environ.length && environ[start] != 0) {
                start++;
            }
            start++;
        }
        return false;
    }

    private Path file(long pid, String name) {
        return proc.resolve(Long.toString(pid)).resolve(name);
    }

    /** Empty where the process is gone or belongs to somebody else. */
    private byte[] readable(long pid, String name) {
        try {
            byte[] bytes = LocalReading.bytes(file(pid, name));
            return bytes == null ? new byte[0] : bytes;
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
