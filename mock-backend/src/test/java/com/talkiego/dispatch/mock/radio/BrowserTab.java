package com.talkiego.dispatch.mock.radio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** One tab, looked at and touched as a person would: with a pointer, and with what is written on the page. */
final class BrowserTab {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DevTools tools;
    private final String target;
    private final String session;
    private Point pointer = new Point(0, 0);

    private record Point(double x, double y) {}

    BrowserTab(DevTools tools, String target, String session, int width, int height) throws IOException {
        this.tools = tools;
        this.target = target;
        this.session = session;
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        return tools.call(session, method, parameters);
    }

    /** Loads a page, until the expression is true on it. */
    void load(String address, String ready) throws IOException {
        JsonNode loaded = call("Page.navigate", Map.of("url", address));
        if (loaded.has("errorText")) {
            throw new IOException(address + ": " + loaded.get("errorText"));
        }
        await(ready);
    }

    /** The value of an expression of the page's; a promise is waited for. */
    JsonNode value(String expression) throws IOException {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    /** Waits until the expression is true; if it never is, the failure tells what the page said instead. */
    void await(String expression) throws IOException {
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> value(expression).booleanValue(false));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(expression + " never came true; the page says:\n" + text("main"), e);
        }
    }

    /** What is written there. */
    String text(String selector) throws IOException {
        return value("document.querySelector('" + selector + "').innerText").stringValue();
    }

    void click(String selector) throws IOException {
        hold(selector);
        letGo();
    }

    /** Presses the pointer on an element, and keeps it pressed. */
    void hold(String selector) throws IOException {
        JsonNode place = value("(() => { const one = document.querySelector('" + selector + "');"
                + " one.scrollIntoView({ block: 'nearest' });"
                + " const { x, y, width, height } = one.getBoundingClientRect();"
                + " return { x: x + width / 2, y: y + height / 2, seen: width > 0 }; })()");
        if (!place.get("seen").booleanValue()) {
            throw new IOException("There is no " + selector + " to be seen");
        }
        pointer = new Point(place.get("x").doubleValue(), place.get("y").doubleValue());
        pointer("mousePressed", 1);
    }

    void letGo() throws IOException {
        pointer("mouseReleased", 0);
    }

    private void pointer(String type, int buttons) throws IOException {
        Map<String, Object> event = new HashMap<>(Map.of("type", type, "x", pointer.x(), "y", pointer.y()));
        event.putAll(Map.of("button", "left", "buttons", buttons, "clickCount", 1, "pointerType", "mouse"));
        call("Input.dispatchMouseEvent", event);
    }

    /** Writes what is seen into a PNG file. */
    void picture(Path file) throws IOException {
        String data = call("Page.captureScreenshot", Map.of("format", "png"))
                .get("data")
                .stringValue();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    void close() throws IOException {
        tools.call(null, "Target.closeTarget", Map.of("targetId", target));
    }
}
