package io.jenkins.plugins.terraformparallel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a window and without a network, for tests with {@link NeedsChromium}. The browser and its
 * chromedriver are the ones on the PATH: nothing is downloaded. For one thread.
 */
public final class Chromium implements AutoCloseable {
    static final Tool BROWSER = new Tool("Chromium", "chromium", "chromium-browser", "google-chrome");
    static final Tool DRIVER = new Tool("chromedriver", "chromedriver");

    /** Warns of each Chromium whose version Selenium has no classes for; kept, as loggers are collected. */
    private static final Logger VERSION_FINDER = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private final ChromeDriver driver;
    /** All that both programs write, which is more than they delete. */
    private final Path scratch;

    private Chromium(ChromeDriver driver, Path scratch) {
        this.driver = driver;
        this.scratch = scratch;
    }

    static Chromium start() throws IOException {
        VERSION_FINDER.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.require().toFile());
        Path scratch = Files.createTempDirectory("chromium");
        options.addArguments(
                "--user-data-dir=" + scratch.resolve("profile"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
                "--window-size=1280,1024");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.require().toFile())
                .withEnvironment(Map.of("HOME", scratch.toString(), "TMPDIR", scratch.toString()))
                .withSilent(true)
                .build();
        return new Chromium(new ChromeDriver(service, options), scratch);
    }

    /** Opens a file and returns when it has loaded. */
    public void open(Path file) {
        driver.get(file.toAbsolutePath().toUri().toString());
    }

    /** Everything else a browser can do. */
    public ChromeDriver driver() {
        return driver;
    }

    /**
     * The value of a JavaScript expression in the page.
     *
     * @return null, a Boolean, Long, Double, String, List, Map or WebElement
     */
    public Object evaluate(String expression) {
        return driver.executeScript("return (" + expression + ");");
    }

    /** Returns when a JavaScript expression is true in the page; fails where that takes a minute. */
    public void await(String condition) throws Exception {
        Await.until(condition, () -> Boolean.TRUE.equals(evaluate(condition)));
    }

    /** The page's visible text. */
    public String text() {
        return (String) evaluate("document.body.innerText");
    }

    /** Makes pages believe that the user prefers a colour scheme, {@code dark} or {@code light}. */
    public void preferColorScheme(String scheme) {
        Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Saves what is to be seen as a PNG file. */
    public void screenshot(Path png) throws IOException {
        Files.createDirectories(png.toAbsolutePath().getParent());
        Files.write(png, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What pages complained of since the last call, or since the test began: scripts' errors, what could not be loaded. */
    public List<String> consoleErrors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Back to an empty page, so that no test sees another one's. */
    void forget() {
        driver.get("about:blank");
        consoleErrors();
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(scratch)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
