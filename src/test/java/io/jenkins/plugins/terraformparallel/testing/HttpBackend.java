package io.jenkins.plugins.terraformparallel.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Keeps states for terraform's http backend, and refuses or delays them on demand. One state for each path. */
public final class HttpBackend implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> states = new ConcurrentHashMap<>();
    private final Map<String, byte[]> locks = new ConcurrentHashMap<>();

    // Mutable state
    private volatile boolean refusing;
    private volatile Runnable beforeSave = () -> {};

    public HttpBackend() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on no state can be saved, or again each. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** Runs before each answer to a save. */
    public void beforeSave(Runnable action) {
        beforeSave = action;
    }

    /** The state at that path; empty if there is none. */
    public String state(String path) {
        return new String(states.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }

    public boolean isLocked(String path) {
        return locks.containsKey(path);
    }

    public String address(String path) {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + path;
    }

    /** The configuration of a module whose state lies at that path; nothing is tried twice. */
    public String hcl(String path) {
        return """
                terraform {
                  backend "http" {
                    address        = "%1$s"
                    lock_address   = "%1$s"
                    unlock_address = "%1$s"
                    retry_max      = 0
                  }
                }
                """.formatted(address(path));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod()) {
            case "LOCK" -> {
                byte[] holder = locks.putIfAbsent(path, body);
                send(exchange, holder == null ? 200 : 423, holder == null ? new byte[0] : holder);
            }
            case "UNLOCK" -> {
                locks.remove(path);
                send(exchange, 200, new byte[0]);
            }
            case "POST" -> {
                beforeSave.run();
                if (!refusing) {
                    states.put(path, body);
                }
                send(exchange, refusing ? 503 : 200, new byte[0]);
            }
            default -> {
                byte[] state = states.get(path);
                send(exchange, state == null ? 404 : 200, state == null ? new byte[0] : state);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
