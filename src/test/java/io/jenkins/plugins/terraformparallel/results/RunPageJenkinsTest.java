package io.jenkins.plugins.terraformparallel.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pages and addresses of a build's runs, in a Jenkins with users. */
@WithJenkins
class RunPageJenkinsTest {

    private static final String READER = "reader";
    private static final String OPERATOR = "operator";
    private static final String DISCOVERER = "discoverer";
    private static final String STRANGER = "stranger";

    private static final String HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script>\u202E";

    /** Everything below the build's page that can be asked for. */
    private static final List<String> ADDRESSES = List.of(
            "",
            "api/json",
            "17/",
            "17/changes",
            "17/state",
            "17/state?since=3",
            "17/resources",
            "17/json",
            "17/junit",
            "17/markdown",
            "17/html",
            "17/api/json",
            "17/log/" + StoredRun.FINE,
            "17/unit/" + StoredRun.FINE + "/",
            "17/unit/" + StoredRun.FINE + "/state",
            "17/unit/" + StoredRun.FINE + "/diff",
            "17/unit/" + StoredRun.FINE + "/api/json");

    private final HttpClient client = HttpClient.newHttpClient();

    private JenkinsRule jenkins;
    private FreeStyleProject job;
    private FreeStyleBuild build;
    private TerraformParallelAction action;

    @BeforeEach
    void build(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to(READER, OPERATOR, DISCOVERER, STRANGER)
                .grant(Item.READ)
                .everywhere()
                .to(READER, OPERATOR)
                .grant(Item.CANCEL)
                .everywhere()
                .to(OPERATOR)
                .grant(Item.DISCOVER)
                .everywhere()
                .to(DISCOVERER));
        job = jenkins.createFreeStyleProject("job");
        build = jenkins.buildAndAssertSuccess(job);
        action = TerraformParallelAction.of(build);
        action.add("17");
    }

    @Test
    void everyAddressIsForReadersAlone() throws Exception {
        StoredRun.write(action.folder("17"), StoredRun.events("a"), "text");

        for (String address : ADDRESSES) {
            assertThat(get(READER, address).statusCode())
                    .as("reader: " + address)
                    .isEqualTo(200);
            assertThat(get(STRANGER, address).statusCode())
                    .as("stranger: " + address)
                    .isEqualTo(404);
            assertThat(get(DISCOVERER, address).statusCode())
                    .as("discoverer: " + address)
                    .isEqualTo(403);
        }
    }

    @Test
    void noPartOfAnAddressReachesTheFileSystem() throws Exception {
        StoredRun.write(action.folder("17"), StoredRun.events("a"), "text");

        for (String address : List.of(
                "17/log/..%2f..%2fbuild.xml",
                "17/log/..%2F" + StoredRun.FINE,
                "17/log/logs%2f" + StoredRun.FINE + ".log",
                "17/log/" + StoredRun.FINE + "%2f..%2f" + StoredRun.FINE,
                "17/log/" + StoredRun.FINE + ".log",
                "17/log/" + StoredRun.FINE + "/x",
                "17/log/%00",
                "17/log/",
                "17/unit/..%2f17/",
                "17/unit/%2e%2e%2fjournal.ndjson/",
                "17/unit/no/",
                "..%2f17/",
                "17%2f../",
                "017/",
                "18/",
                "journal.ndjson",
                "17/journal.ndjson",
                "17/logs/" + StoredRun.FINE + ".log",
                "17/object/",
                "17/report/",
                "17/units/0/")) {
            HttpResponse<String> response = get(READER, address);
            assertThat(response.statusCode()).as(address).isIn(400, 404);
            assertThat(response.body()).as(address).doesNotContain("<build", "run-started");
        }
    }

    @Test
    void hostileTextIsShownAndNothingElse() throws Exception {
        StoredRun.write(action.folder("17"), StoredRun.events(HOSTILE), HOSTILE);
        String shown = HOSTILE.replace("\u202E", "[U+202E]");
        WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false);
        browser.login(READER);

        for (String address : List.of(
                "", "17/", "17/changes", "17/unit/" + StoredRun.FINE + "/", "17/unit/" + StoredRun.BROKEN + "/")) {
            HtmlPage page = browser.goTo(build.getUrl() + "terraform-parallel/" + address);
            assertThat(page.getByXPath("//*[@onerror or @onload or @onclick]"))
                    .as(address)
                    .isEmpty();
            assertThat(page.getByXPath("//img[@src='x']")).as(address).isEmpty();
            assertThat(page.asNormalizedText()).as(address).contains(shown);
        }
        HtmlPage summary = browser.goTo(build.getUrl());
        assertThat(summary.getByXPath("//*[@onerror]")).isEmpty();
        assertThat(summary.asNormalizedText()).contains("1 of 2 failed", shown);
    }

    @Test
    void theResultIsThereInEachFormat() throws Exception {
        StoredRun.write(action.folder("17"), StoredRun.events("a"), "text");

        JsonNode json = json(get(READER, "17/json"));
        assertThat(json.at("/status").asText()).isEqualTo("FAILED");
        assertThat(json.at("/units/0/changes/destroy").asInt()).isEqualTo(1);
        assertThat(get(READER, "17/junit").body()).startsWith("<?xml").contains("testcase");
        assertThat(get(READER, "17/markdown").body()).contains("1 of 2 failed");
        HttpResponse<String> html = get(READER, "17/html");
        assertThat(html.body()).startsWith("<!DOCTYPE html>");
        assertThat(html.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
        JsonNode api = json(get(READER, "17/api/json?tree=status,units[name,changes[add,destroy]]"));
        assertThat(api.at("/units/0/changes/add").asInt()).isEqualTo(1);
        assertThat(api.has("verdict")).isFalse();
        JsonNode ofBuild = json(get(READER, "../api/json?tree=actions[runs[flowNode,verdict,totals[*]]]"));
        assertThat(ofBuild.toString()).contains("\"flowNode\":\"17\"", "1 of 2 failed; 1 to add, 1 to destroy");
    }

    @Test
    void aLogIsReadFromAnyPlace() throws Exception {
        StoredRun.write(action.folder("17"), StoredRun.events("a"), "one\ntwo\nthree");
        String log = "17/log/" + StoredRun.FINE;

        assertThat(get(READER, log).body()).isEqualTo("one\ntwo\nthree\n");
        assertThat(get(READER, log + "?from=4&limit=4").body()).isEqualTo("two\n");
        HttpResponse<String> end = get(READER, log + "?last=7");
        assertThat(end.body()).isEqualTo("three\n");
        assertThat(end.headers().firstValue("X-Text-Start")).hasValue("8");
        assertThat(end.headers().firstValue("X-Text-Size")).hasValue("14");
        assertThat(end.headers().firstValue("X-More-Data")).isEmpty();
        assertThat(end.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
        assertThat(get(READER, log + "?from=-1").statusCode()).isEqualTo(400);
        assertThat(get(READER, log + "?from=99").body()).isEmpty();
        Files.delete(action.folder("17").path().resolve("logs/" + StoredRun.FINE + ".log"));
        assertThat(get(READER, log).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsMissingIsSaidAndNothingSeemsToRun() throws Exception {
        LocalRunFolder folder = action.folder("17");
        StoredRun.write(folder, StoredRun.events("a"), "text");
        Path journal = StoredRun.journal(folder);
        String whole = Files.readString(journal);
        List<String> lines = whole.lines().toList();

        for (int cut = 0; cut < whole.length(); cut += 97) {
            Files.writeString(journal, whole.substring(0, cut));
            assertThat(text("17/"))
                    .as("cut at " + cut)
                    .containsAnyOf("this run has no end", "the beginning of its journal", "Lost")
                    .doesNotContain("Running:", "running (", " running,", "running for");
            assertThat(text("")).doesNotContain("Running:", " running,");
        }
        Files.writeString(journal, String.join("\n", lines.subList(1, lines.size())) + "\n");
        assertThat(text("17/")).contains("the beginning of its journal is missing");
        Files.writeString(journal, whole + "{\"event\":\"of-tomorrow\"}\nnonsense\n");
        assertThat(text("17/")).contains("2 entries of the journal could not be read", "1 of 2 failed");
        Files.writeString(journal, whole.replace("\"cause\":\"OWN\"", "\"cause\":null,\"new\":[1]"));
        assertThat(text("17/")).contains("1 of 2 failed");
        Files.delete(journal);
        assertThat(text("17/")).contains("its journal is not in the build's folder");
        assertThat(get(READER, "17/json").statusCode()).isEqualTo(404);
        assertThat(get(READER, "17/api/json").statusCode()).isEqualTo(200);
    }

    @Test
    void theRunsAreThereAfterTheBuildWasLoadedAgain() throws Exception {
        StoredRun.write(action.folder("17"), StoredRun.events("a"), "text");
        job.doReload();

        FreeStyleBuild loaded = job.getBuildByNumber(1);
        assertThat(loaded).isNotSameAs(build);
        assertThat(loaded.getAction(TerraformParallelAction.class).getRuns()).hasSize(1);
        assertThat(text("17/")).contains("1 of 2 failed");
        job.renameTo("renamed");
        build = loaded;
        assertThat(text("17/")).contains("1 of 2 failed");
    }

    @Test
    void aborting() throws Exception {
        List<RunEvent> running = StoredRun.events("a").subList(0, 5);
        StoredRun.write(action.folder("17"), running, "text");
        RecordedLiveRun live = new RecordedLiveRun(running);
        LiveRuns.get().add(build, "17", live);
        String unit = "17/unit/" + StoredRun.BROKEN + "/";
        List<String> addresses = List.of("17/abort", "17/kill", unit + "abort", unit + "kill");

        assertThat(text("17/")).contains("Running:").doesNotContain("Abort");
        assertThat(json(get(READER, "17/state")).at("/run/abortable").isMissingNode())
                .isTrue();
        assertThat(json(get(OPERATOR, "17/state")).at("/run/abortable").asBoolean())
                .isTrue();
        assertThat(json(get(OPERATOR, "17/state")).at("/run/grace").asInt()).isEqualTo(30_000);
        for (String address : addresses) {
            assertThat(get(OPERATOR, address).statusCode()).as("GET " + address).isEqualTo(405);
            assertThat(post(READER, address, true).statusCode())
                    .as("reader: " + address)
                    .isEqualTo(403);
            assertThat(post(OPERATOR, address, false).statusCode())
                    .as("without crumb: " + address)
                    .isEqualTo(403);
        }
        assertThat(live.asked).isEmpty();

        for (String address : addresses) {
            assertThat(post(OPERATOR, address, true).statusCode()).isEqualTo(200);
        }
        assertThat(live.asked)
                .containsExactly(
                        "abort by operator, person: true",
                        "kill by operator",
                        "abort of 2a by operator",
                        "kill of 2a by operator");
        LiveRuns.get().remove(build, "17");
        assertThat(post(OPERATOR, "17/abort", true).statusCode()).isEqualTo(409);
    }

    @Test
    void aJobHasATrendAndARunAnIdeaOfTheTimeLeft() throws Exception {
        List<RunEvent> events = StoredRun.events("a");
        StoredRun.write(action.folder("17"), events, "text");
        assertThat(get(READER, "../../").body()).doesNotContain("tfp-trend");
        FreeStyleBuild second = jenkins.buildAndAssertSuccess(job);
        TerraformParallelAction ofSecond = TerraformParallelAction.of(second);
        ofSecond.add("17");
        StoredRun.write(ofSecond.folder("17"), events, "text");
        ofSecond.summarize();
        job.doReload();

        String page = get(READER, "../../").body();
        assertThat(page)
                .contains("tfp-trend", "#1: 6.0 s, 1 of 2 failed, 1 to add, 1 to destroy", "2/terraform-parallel/");
        build = job.getBuildByNumber(2);
        LiveRuns.get().add(build, "17", new RecordedLiveRun(events.subList(0, 2)));
        assertThat(UsualDurations.before(build, Operation.PLAN, List.of("1a", "2a", "new")))
                .containsExactly(Map.entry("1a", 1500L));
        assertThat(UsualDurations.before(build, Operation.APPLY, List.of("1a"))).isEmpty();
        // Of two units, one has run for 5 s instead of its usual 2 s, and the other takes as long as that.
        assertThat(json(get(READER, "17/state")).at("/run/left").asInt()).isEqualTo(2000);
        LiveRuns.get().remove(build, "17");
    }

    @Test
    void onlyWhatIsCompleteMayBeKeptByBrowsers() throws Exception {
        List<RunEvent> events = StoredRun.events("a");
        StoredRun.write(action.folder("17"), events, "text");
        assertThat(get(READER, "17/state").headers().firstValue("Cache-Control"))
                .hasValue("private, max-age=3600");

        LiveRuns.get().add(build, "17", new RecordedLiveRun(events.subList(0, 5)));
        assertThat(get(READER, "17/state").headers().firstValue("Cache-Control"))
                .hasValue("private, no-store");
        assertThat(json(get(READER, "17/state?since=4")).at("/units")).hasSize(1);
        LiveRuns.get().remove(build, "17");
    }

    private String text(String address) throws Exception {
        WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false);
        browser.login(READER);
        HtmlPage page = browser.goTo(build.getUrl() + "terraform-parallel/" + address);
        return page.getElementById("main-panel").asNormalizedText();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    /** The address as it is: nothing tidies it up on the way. */
    private HttpResponse<String> get(String user, String address) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(address))
                        .header("Authorization", basic(user, user))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** @param byToken whether an API token says who asks, which needs no crumb; otherwise a password, which needs one */
    private HttpResponse<String> post(String user, String address, boolean byToken) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(address))
                .header("Authorization", basic(user, byToken ? token(user) : user))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String token(String user) throws IOException {
        return jenkins.createApiToken(User.getById(user, true));
    }

    private URI uri(String address) throws IOException {
        String base = jenkins.getURL() + build.getUrl();
        return URI.create(
                address.startsWith("../") ? base + address.substring(3) : base + "terraform-parallel/" + address);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
