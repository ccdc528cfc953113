package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.Chromium;
import io.jenkins.plugins.terraformparallel.testing.NeedsChromium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The run's page in a browser: while it runs, aborted on it, and with text that would like to be more than text. */
@OnJenkins(own = true)
@NeedsChromium
class PagesIT {

    @Test
    void aReaderLooksOnAndAnAdministratorAborts(TestJenkins jenkins, Chromium chromium) throws Exception {
        Path workspace = jenkins.workspace("pages");
        Modules.slow(workspace, 6, "60");
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "pages", """
                terraformParallel(modules: ['m*'], operation: 'apply')
                """));
        build.awaitUntil("four modules are being applied", () -> UnitProcesses.running(workspace, "sleep 60") == 4);
        TestRun run = build.run();

        logOut(chromium, jenkins);
        open(chromium, jenkins, build.path());
        List<WebElement> links = chromium.driver().findElements(By.cssSelector("a[href$='" + run.path() + "']"));
        assertThat(links).as("links of the build's page to the run's").isNotEmpty();
        open(chromium, jenkins, run.path());
        chromium.screenshot(jenkins.directory().resolve("screenshots/running.png"));
        assertThat(chromium.text()).contains("terraform apply", "4 running", "2 queued", "m01", "m06");
        assertThat(buttons(chromium, "Abort")).as("buttons for readers").isEmpty();
        int refused = jenkins.reader().post(run.path() + "abort", Map.of()).status();

        logIn(chromium, jenkins);
        open(chromium, jenkins, run.path());
        click(chromium, "Abort…");
        shows(chromium, "Abort this run?", "2 queued units never start");
        click(chromium, "Abort");
        build.awaitEnd();
        // Without being loaded again.
        shows(chromium, "4 aborted", "2 skipped", "terraform_data.slow");
        chromium.screenshot(jenkins.directory().resolve("screenshots/aborted.png"));

        jenkins.figures()
                .add(
                        "run's page in Chromium: seen by a reader, aborted by an administrator",
                        "reader refused (403), build ABORTED, no error in the browser",
                        "reader refused (" + refused + "), build " + build.result() + ", "
                                + chromium.consoleErrors().size() + " errors");
        assertThat(refused).isEqualTo(403);
        build.hasResult("ABORTED");
        chromium.await("!document.body.innerText.includes('running')");
        assertThat(build.console()).contains("nothing new starts");
    }

    @Test
    void aUnitThatDoesNotStopIsKilledOnItsPage(TestJenkins jenkins, Chromium chromium) throws Exception {
        Path workspace = jenkins.workspace("deaf");
        TestModule deaf = Modules.slow(workspace, "m1", "0");
        Path executable = Modules.deafTerraform(workspace);
        Build build = jenkins.start(
                Pipeline.on(jenkins.agent(), workspace, "deaf", """
                terraformParallel(modules: ['m1'], operation: 'apply', executable: %s, gracePeriod: '1h')
                """.formatted(Pipeline.quoted(executable.toString()))));
        build.awaitUntil("it is deaf", () -> Modules.isReady(deaf));
        TestRun run = build.run();
        String key = run.key("m1");

        logIn(chromium, jenkins);
        open(chromium, jenkins, run.path() + "unit/" + key + "/");
        click(chromium, "Abort…");
        shows(chromium, "Abort m1?", "In flight: m1 (apply", "up to 1 h 0 min");
        click(chromium, "Abort");
        click(chromium, "Kill now…");
        shows(chromium, "Kill m1 now?", "locks stay", "Left alone, it has", "more of its grace period");
        click(chromium, "Kill now");
        build.awaitEnd();
        shows(chromium, "aborted", "killed before the end of its grace period, as asked");

        jenkins.figures()
                .add(
                        "unit that ignores its abort, killed on its page within its grace period of 1 h",
                        "ABORTED",
                        run.states().get("m1") + ", build " + build.result());
        assertThat(run.states()).containsEntry("m1", "ABORTED");
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    @Test
    void textStaysText(TestJenkins jenkins, Chromium chromium) throws Exception {
        Path workspace = jenkins.workspace("hostile");
        String hostile = "<img src=x onerror=document.title=1><script>document.title=2</script>&amp;";
        Modules.module(workspace, "m1", """
                resource "terraform_data" "it" {
                  input = "%1$s"
                  provisioner "local-exec" {
                    command = "echo '%1$s'"
                  }
                }
                output "it" { value = terraform_data.it.output }
                """.formatted(hostile));
        Modules.module(workspace, "m2", """
                variable "no" { default = "no" }
                resource "terraform_data" "it" {
                  lifecycle {
                    precondition {
                      condition     = var.no == "yes"
                      error_message = "%s."
                    }
                  }
                }
                """.formatted(hostile));
        Build build = jenkins.run(Pipeline.on(jenkins.agent(), workspace, "hostile", """
                terraformParallel(modules: ['m1', 'm2'], operation: 'apply', onFailure: 'continue')
                """));
        TestRun run = build.hasResult("SUCCESS").run();
        String key = run.key("m1");
        String failed = run.key("m2");

        for (String page : List.of("unit/" + key + "/", "unit/" + failed + "/", "log/" + key)) {
            open(chromium, jenkins, run.path() + page);
            shows(chromium, hostile);
            assertThat(chromium.driver().getTitle()).as(page).isNotIn("1", "2");
            assertThat(chromium.consoleErrors()).as(page).isEmpty();
        }

        jenkins.figures().add("HTML in terraform's text, in Chromium", "stays text", "stays text");
    }

    /** Waits until all of that is to be read: the page gets its data after it has loaded. */
    private static void shows(Chromium chromium, String... texts) throws Exception {
        try {
            Await.until("the page shows it", Duration.ofSeconds(20), () -> {
                String text = chromium.text();
                return List.of(texts).stream().allMatch(text::contains);
            });
        } catch (AssertionError e) {
            assertThat(chromium.text()).contains(texts);
        }
    }

    /** The visible ones whose text begins with that. */
    private static List<WebElement> buttons(Chromium chromium, String text) {
        return chromium.driver().findElements(By.cssSelector("button")).stream()
                .filter(button -> button.isDisplayed() && button.getText().startsWith(text))
                .toList();
    }

    /** Clicks the button of exactly that text as soon as it is there. */
    private static void click(Chromium chromium, String text) throws Exception {
        Await.until("there is a button: " + text, () -> {
            try {
                for (WebElement button : buttons(chromium, text)) {
                    if (button.getText().equals(text)) {
                        button.click();
                        return true;
                    }
                }
            } catch (StaleElementReferenceException e) {
                // The page has drawn it anew.
            }
            return false;
        });
    }

    private static void open(Chromium chromium, TestJenkins jenkins, String path) {
        chromium.driver().get(jenkins.rest().at(path).toString());
    }

    /** Another scenario may have logged in with this browser. */
    private static void logOut(Chromium chromium, TestJenkins jenkins) {
        open(chromium, jenkins, "login");
        chromium.driver().manage().deleteAllCookies();
    }

    private static void logIn(Chromium chromium, TestJenkins jenkins) throws Exception {
        open(chromium, jenkins, "login");
        chromium.driver().findElement(By.name("j_username")).sendKeys(JenkinsUsers.ADMINISTRATOR);
        chromium.driver()
                .findElement(By.name("j_password"))
                .sendKeys(jenkins.users().password());
        chromium.driver().findElement(By.name("Submit")).click();
        Await.until("logged in", () -> !chromium.driver().getCurrentUrl().contains("login"));
    }
}
