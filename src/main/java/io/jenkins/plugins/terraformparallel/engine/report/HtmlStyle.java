package io.jenkins.plugins.terraformparallel.engine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The style of the HTML report, and the policy that allows this style and nothing else. */
final class HtmlStyle {

    private static final String RESOURCE = "report.css";

    private final String css;

    private HtmlStyle(String css) {
        this.css = css;
    }

    static HtmlStyle load() {
        try (InputStream in = HtmlStyle.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: it has no " + RESOURCE);
            }
            return new HtmlStyle(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the program's own " + RESOURCE, e);
        }
    }

    String css() {
        return css;
    }

    /** For a meta element: no script, no network, no frame, and of styles only ours, by its hash (CSP 3, 2.3.1). */
    String policy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash) + "'; base-uri 'none'; form-action 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
