package io.jenkins.plugins.terraformparallel.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Jenkins' REST API, as one user. Follows no redirect, so that a test sees what was answered. */
final class Rest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int MOST_TEXT = 500;
    private static final int FORBIDDEN = 403;

    private final URI root;
    private final String authorization;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** Jenkins' protection against forged requests, which belongs to a session; empty before the first post. */
    private Map<String, String> crumb = Map.of();

    /** An answer, whatever its status. */
    record Answer(int status, String location, String body) {

        Answer expect(int... statuses) {
            for (int each : statuses) {
                if (each == status) {
                    return this;
                }
            }
            throw new AssertionError("HTTP status " + status + ": " + text());
        }

        /** Its beginning for people, without what HTML needs around it. */
        private String text() {
            String text = body.replaceAll(
                            "(?s)<(head|script|style|header|template|svg|footer)\\b.*?</\\1>|<[^>]*>", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
            return text.substring(0, Math.min(text.length(), MOST_TEXT));
        }

        JsonNode json() throws IOException {
            return MAPPER.readTree(expect(OK).body);
        }
    }

    /**
     * For an address that ends with a slash.
     *
     * @param user name and token or password, separated by a colon; null for nobody in particular
     */
    Rest(URI root, String user) {
        this.root = root;
        authorization = user == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    /** The address of something below Jenkins' root. */
    URI at(String path) {
        return root.resolve(path);
    }

    /** Asks for something, by its path below Jenkins' root or its whole address. */
    Answer get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    JsonNode json(String path) throws IOException {
        return get(path).json();
    }

    /** Sends a form. */
    Answer post(String path, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return post(path, "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a body of any type. */
    Answer post(String path, String type, byte[] body) throws IOException {
        Answer answer = sendWithCrumb(path, type, body);
        if (answer.status() == FORBIDDEN) {
            // The crumb's session may have ended with a Jenkins that was started again.
            crumb = crumb();
            answer = sendWithCrumb(path, type, body);
        }
        return answer;
    }

    /** Saves a file. */
    void download(String path, Path file) throws IOException {
        try {
            HttpResponse<Path> response = client.send(request(path).GET().build(), BodyHandlers.ofFile(file));
            new Answer(response.statusCode(), null, path).expect(OK);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Answer sendWithCrumb(String path, String type, byte[] body) throws IOException {
        HttpRequest.Builder request = request(path).header("Content-Type", type);
        crumb.forEach(request::setHeader);
        return send(request.POST(BodyPublishers.ofByteArray(body)).build());
    }

    private Map<String, String> crumb() throws IOException {
        Answer answer = get("crumbIssuer/api/json");
        return answer.status() == OK
                ? Map.of(
                        answer.json().get("crumbRequestField").asText(),
                        answer.json().get("crumb").asText())
                : Map.of();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).timeout(TIMEOUT);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(null),
                    response.body());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
