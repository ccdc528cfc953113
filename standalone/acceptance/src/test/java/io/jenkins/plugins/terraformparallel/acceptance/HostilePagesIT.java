package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.Chromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsChromium;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Names, messages and output that would like to be more than text, addresses that ask for more than there is, and people
 * who may not see it: under Jenkins' Content-Security-Policy, enforced.
 */
@OnJenkins(own = true)
@NeedsChromium
class HostilePagesIT {
    private static final String NAME = "\"><img src=x onerror=alert(1)>";
    private static final String SCRIPT = "<script>alert(2)</script>";

    /** What must not be in any page. */
    private static final String ACTED =
            "document.querySelector('img[src=\"x\"], [onerror], script:not([src]):not([type])') !== null"
                    + " || document.title === 'renamed'";

    /** What other files of a build or of the machine hold. */
    private static final String[] CONTENT = {"<flow-build", "run-started", "root:x:"};

    private static final String POLICY = """
            const done = arguments[0];
            fetch(location.href).then(answer => done(answer.headers.get('Content-Security-Policy') ?? ''));
            """;

    @Test
    void nothingBecomesMoreThanText(TestJenkins jenkins, Chromium chromium) throws Exception {
        enforcePolicy(jenkins, true);
        try {
            Build build = build(jenkins);
            TestRun run = build.run();
            String fine = run.key(NAME);
            String broken = run.key(SCRIPT);
            Map<String, String> pages = new TreeMap<>();
            pages.put("", SCRIPT);
            pages.put("console", NAME);
            pages.put("terraform-parallel/", SCRIPT);
            pages.put("terraform-parallel/" + run.id() + "/", NAME);
            pages.put("terraform-parallel/" + run.id() + "/changes", SCRIPT);
            pages.put("terraform-parallel/" + run.id() + "/unit/" + fine + "/", SCRIPT);
            pages.put("terraform-parallel/" + run.id() + "/unit/" + broken + "/", SCRIPT);
            pages.put("terraform-parallel/" + run.id() + "/log/" + fine, SCRIPT);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                chromium.driver()
                        .get(jenkins.rest().at(build.path() + page.getKey()).toString());
                Await.until(page.getKey() + " shows it", () -> chromium.text().contains(page.getValue()));
                assertThat(chromium.evaluate(ACTED)).as(page.getKey()).isEqualTo(false);
                assertThat(chromium.consoleErrors()).as(page.getKey()).isEmpty();
                if (!page.getKey().contains("/log/")) {
                    assertThat((String) chromium.driver().executeAsyncScript(POLICY))
                            .as(page.getKey())
                            .contains("script-src 'report-sample' 'self';")
                            .doesNotContain("unsafe-eval");
                }
            }
            jenkins.figures()
                    .add(
                            "module named " + NAME + ", output with HTML and ANSI, Jenkins' policy enforced",
                            "inert everywhere",
                            pages.size() + " pages: inert, no complaint of the browser");
        } finally {
            enforcePolicy(jenkins, false);
        }
    }

    @Test
    void noAddressLeadsToOtherFiles(TestJenkins jenkins) throws Exception {
        Build build = build(jenkins);
        TestRun run = build.run();
        String key = run.key(SCRIPT);
        String log = "/" + run.path() + "log/";
        Map<String, Integer> statuses = new TreeMap<>();
        for (String address : List.of(
                log + "..%2f..%2f..%2fbuild.xml",
                log + "..%2F" + key,
                log + "%2e%2e%2f%2e%2e%2f%2e%2e%2fbuild.xml",
                log + "%252e%252e%252fbuild.xml",
                log + "..%5c..%5cbuild.xml",
                log + "..;/..;/..;/build.xml",
                log + "%c0%ae%c0%ae/build.xml",
                log + key + ".log",
                log + key + "%00",
                log + "logs%2f" + key + ".log",
                log + "/etc/passwd",
                log + "%2fetc%2fpasswd",
                "/" + run.path() + "unit/..%2f..%2f..%2fbuild.xml/",
                "/" + run.path() + "journal.ndjson",
                "/" + build.path() + "terraform-parallel/..%2fbuild.xml",
                "/" + build.path() + "terraform-parallel/" + run.id() + "%2f..%2f..%2f..%2fbuild.xml")) {
            String answer = raw(jenkins.url(), address);
            statuses.put(address, Integer.parseInt(answer.substring(9, 12)));
            assertThat(answer).as(address).doesNotContain(CONTENT);
        }
        // Jenkins itself resolves or refuses these.
        for (String address : List.of(
                log + "../../../build.xml",
                log + key + "/../../../../build.xml",
                log + "%2e%2e/%2e%2e/%2e%2e/build.xml")) {
            assertThat(raw(jenkins.url(), address))
                    .as(address)
                    .doesNotStartWith("HTTP/1.1 200")
                    .doesNotContain(CONTENT);
        }
        jenkins.figures()
                .add(
                        "../ and encoded variants in addresses of logs",
                        "404 (or 400 by Jenkins' own check), nothing read",
                        statuses.size() + " addresses: " + List.copyOf(new TreeSet<>(statuses.values())));
        assertThat(statuses)
                .allSatisfy((address, status) -> assertThat(status).as(address).isIn(400, 404));
    }

    @Test
    void whoMayNotReadSeesNothing(TestJenkins jenkins) throws Exception {
        TestRun run = build(jenkins).run();
        String key = run.key(SCRIPT);
        anonymousReads(jenkins, false);
        Map<String, Integer> statuses = new TreeMap<>();
        try {
            for (String address : List.of(
                    "",
                    "state",
                    "json",
                    "junit",
                    "markdown",
                    "html",
                    "api/json",
                    "resources",
                    "changes",
                    "log/" + key,
                    "unit/" + key + "/",
                    "unit/" + key + "/state")) {
                statuses.put(address, jenkins.reader().get(run.path() + address).status());
            }
        } finally {
            anonymousReads(jenkins, true);
        }
        int post = jenkins.reader()
                .post(run.path() + "unit/" + key + "/kill", Map.of())
                .status();
        jenkins.figures()
                .add(
                        "who may not read; who may not cancel",
                        "403 or 404; POST refused",
                        List.copyOf(new TreeSet<>(statuses.values())) + " for " + statuses.size() + " addresses; "
                                + post);
        assertThat(statuses.values()).allSatisfy(status -> assertThat(status).isIn(403, 404));
        assertThat(post).isEqualTo(403);
    }

    private static Build build(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("hostile");
        Modules.module(workspace, NAME, """
                resource "terraform_data" "it" {
                  for_each = toset(["%1$s"])
                  input    = each.key
                  provisioner "local-exec" {
                    command = "printf '%1$s \\\\033[31mred\\\\033[2J\\\\033]0;renamed\\\\007 <b onclick=alert(3)>b</b>\\\\r\\\\n'"
                  }
                }
                output "it" { value = "%1$s" }
                """.formatted(SCRIPT));
        Modules.failing(workspace, "broken", SCRIPT + ".");
        return jenkins.run(Pipeline.on(jenkins.agent(), workspace, "hostile", """
                        terraformParallel(modules: [%s, [path: 'broken', name: %s]], operation: 'apply',
                            onFailure: 'continue', console: 'all')
                        """.formatted(
                                Pipeline.quoted(NAME), Pipeline.quoted(SCRIPT))))
                .hasResult("SUCCESS");
    }

    private static void enforcePolicy(TestJenkins jenkins, boolean enforce) throws IOException {
        jenkins.script("""
                def policy = hudson.ExtensionList.lookupSingleton(jenkins.security.csp.impl.CspConfiguration)
                policy.enforce = %s
                """.formatted(enforce));
    }

    private static void anonymousReads(TestJenkins jenkins, boolean allowed) throws IOException {
        jenkins.script("""
                def strategy = jenkins.model.Jenkins.get().authorizationStrategy
                strategy.allowAnonymousRead = %s
                """.formatted(allowed));
    }

    /** Asks for an address as it is: clients tidy up what they are given. */
    private static String raw(URI jenkins, String address) throws IOException {
        try (Socket socket = new Socket(jenkins.getHost(), jenkins.getPort());
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream()
                    .write(("GET " + address + " HTTP/1.1\r\nHost: " + jenkins.getAuthority()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
