package io.jenkins.plugins.terraformparallel.engine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Style and script of the HTML report, and the policy that allows these two and nothing else. The script is the renderer
 * of the pages in Jenkins.
 *
 * @param css the report's own style and the renderer's
 * @param script an ES module
 */
record HtmlAssets(String css, String script) {

    static HtmlAssets load() {
        return new HtmlAssets(resource("report.css") + resource("run.css"), resource("run.js"));
    }

    /** For a meta element: no network, no frame, and of styles and scripts only ours, by their hashes (CSP 3, 2.3.1). */
    String policy() {
        return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(css)
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlAssets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: it has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the program's own " + name, e);
        }
    }
}
