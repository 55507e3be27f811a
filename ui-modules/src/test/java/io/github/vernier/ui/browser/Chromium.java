/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A fresh headless Chromium that notes what it says and what it asks for. */
final class Chromium implements AutoCloseable {

    private static final Path BINARY = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final Path home;
    private final ChromeDriver driver;

    private Chromium(Path home, ChromeDriver driver) {
        this.home = home;
        this.driver = driver;
    }

    static Chromium start() throws IOException {
        String missing =
                "%s is missing. Install the Debian packages: apt-get install chromium chromium-driver";
        for (Path needed : List.of(BINARY, DRIVER)) {
            if (!Files.isExecutable(needed)) {
                throw new AssertionError(missing.formatted(needed));
            }
        }
        Path home = Files.createTempDirectory("vernier-chromium");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BINARY.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + home.resolve("profile"));
        options.setExperimentalOption(
                "prefs", Map.of("download.default_directory", downloads(home).toString()));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(DRIVER.toString()))
                        .usingAnyFreePort()
                        .build();
        Chromium chromium = new Chromium(home, new ChromeDriver(service, options));
        // Its own start page asks for things that are not ours.
        chromium.driver.get("about:blank");
        chromium.requests();
        return chromium;
    }

    private static Path downloads(Path home) throws IOException {
        return Files.createDirectories(home.resolve("downloads"));
    }

    ChromeDriver driver() {
        return driver;
    }

    WebDriverWait within(Duration time) {
        return new WebDriverWait(driver, time, Duration.ofMillis(100));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** What the console has said since it was last asked, warnings and errors only. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** Addresses asked for since last asked. */
    List<String> requests() {
        JsonMapper json = new JsonMapper();
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(
                        entry -> {
                            try {
                                return json.readTree(entry.getMessage()).get("message");
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                .filter(m -> m.get("method").asText().equals("Network.requestWillBeSent"))
                .map((JsonNode m) -> m.get("params").get("request").get("url").asText())
                .toList();
    }

    /** The one downloaded file of a kind, complete, removed from the folder. */
    String download(String suffix) throws IOException {
        Path file =
                within(Duration.ofSeconds(20))
                        .withMessage("no download *" + suffix)
                        .until(d -> downloaded(suffix));
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.delete(file);
        return content;
    }

    /** Chromium takes the name by an empty file before it moves the complete one there. */
    private Path downloaded(String suffix) {
        try (Stream<Path> files = Files.list(downloads(home))) {
            return files.filter(f -> f.toString().endsWith(suffix))
                    .filter(f -> f.toFile().length() > 0)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Saves the whole page, also below the fold, if a folder for it was named, for a person to look
     * at.
     *
     * @param name file name without suffix
     */
    void shoot(String name) throws IOException {
        String folder = System.getProperty("vernier.shots", "");
        if (folder.isEmpty()) {
            return;
        }
        Files.createDirectories(Path.of(folder));
        Object image =
                driver.executeCdpCommand(
                                "Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                        .get("data");
        Files.write(Path.of(folder, name + ".png"), Base64.getDecoder().decode((String) image));
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
