package com.talkiego.dispatch.mock.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A headless Chromium with a microphone that beeps; it trusts one server key besides what it trusts anyway. */
final class Browser implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final DevTools tools;

    /**
     * Starts one.
     *
     * @param home an empty directory for all it writes
     * @param serverKey base64 of the SHA-256 of the public key it is to trust
     */
    Browser(Path home, String serverKey) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                PROGRAM.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                // The backend listens on the loopback interface, where WebRTC does not look by itself.
                "--allow-loopback-in-peer-connection",
                "--ignore-certificate-errors-spki-list=" + serverKey,
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-extensions",
                "--disable-sync",
                "--disable-breakpad",
                "--disable-crash-reporter",
                // Two tabs cannot both be in front, and the hidden one's timers would be slowed down.
                "--disable-background-timer-throttling",
                "--disable-backgrounding-occluded-windows",
                "--disable-renderer-backgrounding",
                "--no-first-run",
                "--user-data-dir=" + home.resolve("profile"),
                "--remote-debugging-port=0",
                "about:blank"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
        builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        process = builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("chromium.log").toFile())
                .start();
        try {
            tools = new DevTools(address(home));
        } catch (RuntimeException | IOException e) {
            end();
            throw e;
        }
    }

    private String address(Path home) throws IOException {
        Path file = home.resolve("profile").resolve("DevToolsActivePort");
        await().atMost(PATIENCE).until(() -> !process.isAlive() || complete(file));
        if (!complete(file)) {
            throw new IOException("Chromium ended by itself: " + Files.readString(home.resolve("chromium.log")));
        }
        List<String> lines = Files.readAllLines(file);
        return "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
    }

    private static boolean complete(Path file) throws IOException {
        return Files.exists(file) && Files.readAllLines(file).size() == 2;
    }

    /** Opens an empty tab in a window of its own, in px. */
    BrowserTab open(int width, int height) throws IOException {
        String target = tools.call(null, "Target.createTarget", Map.of("url", "about:blank", "newWindow", true))
                .get("targetId")
                .stringValue();
        String session = tools.call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .stringValue();
        return new BrowserTab(tools, target, session, width, height);
    }

    /** Ends it with all its processes. */
    @Override
    public void close() throws IOException {
        try (tools) {
            tools.call(null, "Browser.close", Map.of());
        } finally {
            end();
        }
    }

    private void end() {
        List<ProcessHandle> family = process.descendants().toList();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                family.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    }
}
