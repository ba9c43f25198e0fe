package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.load.BackendLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench --backend}: the bundled backend under many clients, in another process than they. */
record BackendBench(
        int clients,
        int talkers,
        int seconds,
        int ptime,
        @Nullable Path report) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    int call() throws BundledBackend.BackendFailed, UnusableFile {
        try (BundledBackend backend = BundledBackend.start(List.of(
                        "--channels",
                        Integer.toString(Math.max(talkers, 1)),
                        "--scenario",
                        "none",
                        "--units",
                        "0",
                        "--ptime",
                        Integer.toString(ptime)));
                BackendLoad load = new BackendLoad(new BackendLoad.Setup(
                        backend.ready().api(),
                        HeadlessRun.trust(backend),
                        backend.handle(),
                        clients,
                        talkers,
                        seconds))) {
            BackendLoad.Result result = load.run();
            System.out.print(table(result));
            if (report != null) {
                Files.writeString(report, JSON.writeValueAsString(result) + "\n");
            }
            return result.errors().isEmpty() && result.overs() > 0 ? ExitCode.GOOD : ExitCode.FAILED;
        } catch (BackendLoad.LoadFailed e) {
            System.err.println(e.getMessage());
            return ExitCode.FAILED;
        } catch (IOException e) {
            throw new UnusableFile("The report " + report + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static String table(BackendLoad.Result result) {
        Locale plain = Locale.ROOT;
        StringBuilder text = new StringBuilder();
        line(text, "clients", String.format(plain, "%d joined after %.0f ms", result.clients(), result.joinedMillis()));
        line(
                text,
                "floor request to grant",
                String.format(
                        plain,
                        "%.1f ms (p50), %.1f ms (p95) of %d; %d came to nothing; %d talkers",
                        result.accessMillisP50(),
                        result.accessMillisP95(),
                        result.overs(),
                        result.denied(),
                        result.talkers()));
        line(
                text,
                "presence",
                String.format(
                        plain,
                        "%.1f ms (p50), %.1f ms (p95) of %d",
                        result.presenceMillisP50(),
                        result.presenceMillisP95(),
                        result.presences()));
        line(
                text,
                "backend",
                String.format(plain, "%.2f core, %.0f MB", result.backendCpuCores(), result.backendRssMb()));
        line(text, "clients' process", String.format(plain, "%.2f core", result.ownCpuCores()));
        result.errors().forEach(error -> line(text, "error", error));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String words) {
        text.append(String.format(Locale.ROOT, "%-32s", what)).append(words).append('\n');
    }
}
