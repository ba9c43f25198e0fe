package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What some tests need of the machine. Where it is missing nothing is proved: that fails with {@code CI=true}, and is said elsewhere. */
enum Capability {
    COTURN("relays (TURN): coturn is missing") {
        @Override
        boolean present() {
            return Stream.of("/usr/bin", "/usr/local/bin")
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, "turnserver")));
        }
    },
    KEY_STORE("staying signed in: gnome-keyring or dbus is missing") {
        @Override
        boolean present() {
            return runs("gnome-keyring-daemon", "--version") && runs("dbus-run-session", "--version");
        }
    },
    NAMESPACES("firewalls and NAT: network namespaces need root, iproute2, iptables and curl") {
        @Override
        boolean present() {
            return runs("ip", "netns", "list")
                    && runs("iptables", "-w", "-S")
                    && runs("unshare", "--net", "true")
                    && runs("curl", "--version");
        }
    };

    private final String what;

    Capability(String what) {
        this.what = what;
    }

    abstract boolean present();

    /** Ends the test where it is missing. */
    void needed() {
        if (present()) {
            return;
        }
        if ("true".equals(System.getenv("CI"))) {
            fail("Needed with CI=true: " + what);
        }
        System.out.println("NOT PROVED HERE: " + what);
        abort("NOT PROVED HERE: " + what);
    }

    static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
