package io.jenkins.plugins.terraformparallel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsChromium
class ChromiumTest {
    @TempDir
    private Path directory;

    @Test
    void evaluatesScriptsAndShowsText(Chromium chromium) throws IOException {
        chromium.open(page("<title>Tïtle</title><p>1 &lt; 2</p><script>var answer = 6 * 7</script>"));

        assertThat(chromium.evaluate("document.title")).isEqualTo("Tïtle");
        assertThat(chromium.evaluate("answer")).isEqualTo(42L);
        assertThat(chromium.text()).isEqualTo("1 < 2");
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    @Test
    void collectsWhatGoesWrongInThePage(Chromium chromium) throws IOException {
        chromium.open(page("<img src='https://example.org/x.png'><script>console.error('first'); missing()</script>"));

        assertThat(chromium.consoleErrors())
                .anySatisfy(error -> assertThat(error).contains("first"))
                .anySatisfy(error -> assertThat(error).contains("missing is not defined"))
                .anySatisfy(error -> assertThat(error).contains("ERR_NAME_NOT_RESOLVED"));
        assertThat(chromium.consoleErrors()).isEmpty();
    }

    @Test
    void takesScreenshots(Chromium chromium) throws IOException {
        chromium.open(page("<p>Hello</p>"));
        Path png = directory.resolve("shots/page.png");

        chromium.screenshot(png);

        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void prefersAColorScheme(Chromium chromium) throws IOException {
        chromium.open(page("<p>Hello</p>"));
        String dark = "matchMedia('(prefers-color-scheme: dark)').matches";
        assertThat(chromium.evaluate(dark)).isEqualTo(false);

        chromium.preferColorScheme("dark");

        assertThat(chromium.evaluate(dark)).isEqualTo(true);
    }

    private Path page(String html) throws IOException {
        return Files.writeString(directory.resolve("page.html"), "<!doctype html><meta charset='utf-8'>" + html);
    }
}
