package io.jenkins.plugins.terraformparallel.engine.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers the pages' renderer as Jenkins does, with a stricter policy: neither inline scripts nor inline styles. Asks the
 * given report at each request.
 */
final class RunPageServer implements AutoCloseable {

    private static final String PAGE = "<!DOCTYPE html><html lang=\"en\"><head data-crumb-header=\"Jenkins-Crumb\""
            + " data-crumb-value=\"crumb-1\"><meta charset=\"utf-8\"><title>run</title>"
            + "<link rel=\"icon\" href=\"data:,\">"
            + "<link rel=\"stylesheet\" href=\"/report.css\"><link rel=\"stylesheet\" href=\"/run.css\"></head>"
            + "<body><main class=\"tfp\"><h1>run</h1><div id=\"tfp\" data-base=\"/run/\"%s></div>"
            + "<div data-tfp-plain>plain</div></main>"
            + "<script type=\"module\" src=\"/run.js\"></script></body></html>";

    /** What the browser asked for, in order: method, path and query, and the crumb of a POST. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** How many bytes each answer to a question for changes had. */
    final List<Integer> polls = new CopyOnWriteArrayList<>();

    /** The log of every unit. */
    volatile byte[] log = new byte[0];

    volatile boolean logGrows;

    /** The HTTP status of everything; 200 for the usual ones. */
    volatile int status = 200;

    /** Whether somebody may go on with a run that nobody drives. */
    volatile boolean mayResume;

    private final HttpServer server;
    private final Supplier<RunReport> report;
    private final PageModelWriter writer = new PageModelWriter();

    RunPageServer(Supplier<RunReport> report) throws IOException {
        this.report = report;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/run/";
    }

    String unitUrl(String key) {
        return url() + "unit/" + key + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String crumb = exchange.getRequestHeaders().getFirst("Jenkins-Crumb");
        requests.add(exchange.getRequestMethod() + " " + uri + (crumb == null ? "" : " " + crumb));
        try (exchange) {
            if (status != 200 && uri.getPath().endsWith("/state")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            String path = uri.getPath();
            if (path.equals("/run/")) {
                send(exchange, "text/html", PAGE.formatted(""));
            } else if (path.matches("/run/unit/[^/]+/")) {
                send(exchange, "text/html", PAGE.formatted(" data-unit=\"" + path.split("/")[3] + "\""));
            } else if (path.endsWith(".js") || path.endsWith(".css")) {
                send(exchange, path.endsWith(".js") ? "text/javascript" : "text/css", resource(path.substring(1)));
            } else if (path.equals("/run/state")) {
                String overview = overview(Long.parseLong(query(uri).get("since")));
                polls.add(overview.getBytes(StandardCharsets.UTF_8).length);
                send(exchange, "application/json", overview);
            } else if (path.equals("/run/resources")) {
                send(exchange, "application/json", text(out -> writer.changes(report.get(), out)));
            } else if (path.endsWith("/state")) {
                send(exchange, "application/json", text(out -> writer.unit(unit(path.split("/")[3]), out)));
            } else if (path.startsWith("/run/log/")) {
                log(exchange, query(uri));
            } else if (exchange.getRequestMethod().equals("POST")) {
                send(exchange, "text/plain", "");
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private String overview(long since) throws IOException {
        RunReport now = report.get();
        PageMoment moment = new PageMoment(
                now.startedAt().plusMillis(now.durationMillis()),
                since,
                now.isOver() && !mayResume,
                90_000L,
                30_000L,
                !now.isOver());
        return text(out -> writer.overview(now, moment, out));
    }

    private UnitReport unit(String key) {
        return report.get().units().stream()
                .filter(unit -> unit.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** As {@code TextResponse} does. */
    private void log(HttpExchange exchange, Map<String, String> query) throws IOException {
        byte[] all = log;
        int start = Integer.parseInt(query.getOrDefault("from", "0"));
        if (query.containsKey("last")) {
            start = Math.max(0, all.length - Integer.parseInt(query.get("last")));
            while (start > 0 && all[start - 1] != '\n') {
                start++;
            }
        }
        start = Math.min(start, all.length);
        int limit = Integer.parseInt(query.getOrDefault("limit", String.valueOf(all.length)));
        int end = Math.min(all.length, start + limit);
        exchange.getResponseHeaders().set("X-Text-Start", String.valueOf(start));
        exchange.getResponseHeaders().set("X-Text-Size", String.valueOf(end));
        if (logGrows || end < all.length) {
            exchange.getResponseHeaders().set("X-More-Data", "true");
        }
        send(exchange, "text/plain", Arrays.copyOfRange(all, start, end));
    }

    private static Map<String, String> query(URI uri) {
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        send(exchange, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
        exchange.getResponseHeaders()
                .set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; base-uri 'none'");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String resource(String name) throws IOException {
        try (var in = HtmlAssets.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(Body body) throws IOException {
        StringWriter out = new StringWriter();
        body.write(out);
        return out.toString();
    }

    private interface Body {
        void write(Writer out) throws IOException;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
