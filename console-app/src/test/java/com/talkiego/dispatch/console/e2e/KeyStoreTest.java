package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sign-in is kept in a real key store, GNOME's, which has a D-Bus session and a home of its own here. */
class KeyStoreTest {
    /** Unlocked with an empty password, as at a login; then two processes, one after the other. */
    private static final String SESSION =
            "printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null && \"$@\" first && \"$@\" again";

    @TempDir
    private Path folder;

    @Test
    void theNextStartsNeedNoPasswordUntilTheOperatorSignsOut() throws Exception {
        Capability.KEY_STORE.needed();
        try (TestBackend backend = TestBackend.start(folder.resolve("backend"), "--scenario", "none", "--units", "0")) {
            assertThat(starts(backend)).containsExactly("first: online", "again: online", "after: the form: ");
        }
    }

    private List<String> starts(TestBackend backend) throws Exception {
        List<String> command = new ArrayList<>(List.of("dbus-run-session", "--", "sh", "-c", SESSION, "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StayingConsole.class.getName(),
                backend.api().toString(),
                backend.authority().toString()));
        Path log = folder.resolve("console.log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment()
                .put("HOME", Files.createDirectories(folder.resolve("home")).toString());
        builder.environment().put("XDG_RUNTIME_DIR", privateFolder("run").toString());
        Process process = builder.start();
        try {
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(told + Files.readString(log)).isZero();
            return told.lines().filter(line -> line.contains(": ")).toList();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private Path privateFolder(String name) throws Exception {
        return Files.createDirectory(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
