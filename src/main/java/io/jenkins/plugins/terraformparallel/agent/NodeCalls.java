package io.jenkins.plugins.terraformparallel.agent;

import hudson.FilePath;
import hudson.remoting.Channel;
import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.ObjectStreamException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jenkins.agents.ControllerToAgentCallable;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * The one way to a run's node: every call is bounded in time, and what is wrong with the connection becomes a {@link
 * HostGoneException}, so that an {@link IOException} is what the node itself has to complain about.
 */
final class NodeCalls {

    /** For what should be done in milliseconds. */
    static final Duration USUAL = Duration.ofSeconds(20);

    /** For reading whole modules and plans. */
    static final Duration READING = Duration.ofMinutes(2);

    /** For launching, which takes several calls, and more where it leads into a container. */
    static final Duration LAUNCHING = Duration.ofMinutes(1);

    private static final String BROKEN = "the connection is broken";

    private final AgentPlace place;
    private final AgentAccess access;

    NodeCalls(AgentPlace place, AgentAccess access) {
        this.place = place;
        this.access = access;
    }

    /** Something that is done with the node. */
    interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    AgentAccess access() {
        return access;
    }

    /** A file of the node as Jenkins' own code takes it. */
    FilePath file(String path) {
        return new FilePath(access.channel(), path);
    }

    /**
     * Asks a node.
     *
     * @param what is asked, in a word, for whoever looks for a fault
     */
    PortAnswer answer(String what, ControllerToAgentCallable<PortAnswer, RuntimeException> call, Duration limit) {
        VirtualChannel channel = access.channel();
        long start = System.nanoTime();
        try {
            PortAnswer answer = bounded(limit, () -> {
                try {
                    return channel.call(call);
                } catch (ObjectStreamException e) {
                    throw new IllegalStateException(what + " can't be sent to a node", e);
                } catch (IOException | RuntimeException | LinkageError e) {
                    throw gone(BROKEN, e);
                }
            });
            PortFailure failure = answer.failure();
            if (failure != null && isOver(start, limit)) {
                // On the built-in node the limit hits the implementation itself.
                throw gone(late(limit), failure.exception());
            }
            return answer;
        } catch (IOException e) {
            throw gone(BROKEN, e);
        }
    }

    /**
     * Does something with the node within a time.
     *
     * @throws HostGoneException also where the time isn't enough, or the calling thread is interrupted
     * @throws IOException what else went wrong
     */
    <T> T bounded(Duration limit, Attempt<T> attempt) throws IOException {
        long start = System.nanoTime();
        Timeout timeout = Timeout.limit(limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return attempt.run();
        } catch (InterruptedException | InterruptedIOException e) {
            if (isOver(start, limit)) {
                throw gone(late(limit), e);
            }
            Thread.currentThread().interrupt();
            throw gone("the wait for it was interrupted", e);
        } catch (RequestAbortedException e) {
            throw gone(BROKEN, e);
        } catch (IOException e) {
            if (Channel.isClosedChannelException(e)) {
                throw gone(BROKEN, e);
            }
            throw e;
        } finally {
            timeout.close();
            if (isOver(start, limit)) {
                // The limit's own interrupt is not for what comes next.
                Thread.interrupted();
            }
        }
    }

    private HostGoneException gone(String why, Throwable cause) {
        return new HostGoneException(nodeInWords() + " can't be reached: " + why, cause);
    }

    /** Whose problem something is, in words. */
    String nodeInWords() {
        return AgentPlace.words(place.node());
    }

    private static String late(Duration limit) {
        return "it didn't answer within " + limit.toSeconds() + " s";
    }

    private static boolean isOver(long startNanos, Duration limit) {
        return System.nanoTime() - startNanos >= limit.toNanos();
    }
}
