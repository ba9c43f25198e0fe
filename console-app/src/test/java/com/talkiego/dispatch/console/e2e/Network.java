package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Hosts with cables between them, each a network namespace of this machine (Linux, root): what runs on one of them sees its own
 * addresses and nothing else. {@link #end()} ends every process on them and takes them away; what a killed run left behind goes when the
 * next one begins.
 */
final class Network {
    private static final String PREFIX = "talkiego-";

    private final List<Host> hosts = new ArrayList<>();
    private int cables;

    Network() throws IOException, InterruptedException {
        removeLeftOvers();
    }

    /** A host without a cable yet. */
    Host host(String name) throws IOException, InterruptedException {
        Host host = new Host(PREFIX + ProcessHandle.current().pid() + "-" + name);
        tell("ip", "netns", "add", host.name);
        hosts.add(host);
        // No address but those given: the packet filters below are of IPv4.
        host.tell("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6");
        host.tell("ip", "link", "set", "lo", "up");
        return host;
    }

    /** A cable between two hosts, with the address of either end, of one /24. */
    void connect(Host one, String oneAddress, Host other, String otherAddress)
            throws IOException, InterruptedException {
        String from = "wire" + cables + "a";
        String to = "wire" + cables++ + "b";
        tell("ip", "link", "add", from, "netns", one.name, "type", "veth", "peer", "name", to, "netns", other.name);
        one.address(from, oneAddress);
        other.address(to, otherAddress);
        // The system tells a little later that a cable is plugged in; programs that look before know nothing of it.
        await("cable plugged in").until(() -> one.connected(from) && other.connected(to));
    }

    /** One host. */
    static final class Host {
        private final String name;
        private final List<Process> processes = new ArrayList<>();

        private Host(String name) {
            this.name = name;
        }

        private void address(String end, String address) throws IOException, InterruptedException {
            tell("ip", "address", "add", address + "/24", "dev", end);
            tell("ip", "link", "set", end, "up");
        }

        private boolean connected(String end) throws IOException, InterruptedException {
            return told("ip", "link", "show", "dev", end).contains("state UP");
        }

        /** Sends what is for elsewhere to that neighbour. */
        void gateway(String neighbour) throws IOException, InterruptedException {
            tell("ip", "route", "add", "default", "via", neighbour);
        }

        /** Sends what is for those addresses to that neighbour. */
        void route(String addresses, String neighbour) throws IOException, InterruptedException {
            tell("ip", "route", "add", addresses, "via", neighbour);
        }

        /** Passes on what is for others. */
        void forwards() throws IOException, InterruptedException {
            tell("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        }

        /** Adds to its packet filter. */
        void filter(String... rule) throws IOException, InterruptedException {
            tell(Stream.concat(Stream.of("iptables", "-w"), Stream.of(rule)).toArray(String[]::new));
        }

        /** Packets that a rule of that chain has caught so far, over all rules with that target. */
        long caught(String chain, String target) throws IOException, InterruptedException {
            String table = told("iptables", "-w", "-nvxL", chain);
            return table.lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 2 && columns[2].equals(target))
                    .mapToLong(columns -> Long.parseLong(columns[0]))
                    .sum();
        }

        /** Runs a command on it and waits for its good end. */
        void tell(String... command) throws IOException, InterruptedException {
            Network.told(on(command));
        }

        /** The same; what it wrote. */
        String told(String... command) throws IOException, InterruptedException {
            return Network.told(on(command));
        }

        /** Starts a program on it: standard input and output are the caller's, errors go to the log. */
        Process start(Path log, List<String> command) throws IOException {
            Process process = new ProcessBuilder(on(command.toArray(String[]::new)))
                    .redirectError(log.toFile())
                    .start();
            processes.add(process);
            return process;
        }

        private List<String> on(String... command) {
            return Stream.concat(Stream.of("ip", "netns", "exec", name), Stream.of(command))
                    .toList();
        }

        private void end() throws IOException, InterruptedException {
            for (Process process : processes) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            remove(name);
        }
    }

    private static void tell(String... command) throws IOException, InterruptedException {
        told(List.of(command));
    }

    private static String told(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }

    private static void remove(String name) throws IOException, InterruptedException {
        for (String pid : told(List.of("ip", "netns", "pids", name)).lines().toList()) {
            ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
        tell("ip", "netns", "delete", name);
    }

    private static void removeLeftOvers() throws IOException, InterruptedException {
        for (String line : told(List.of("ip", "netns", "list")).lines().toList()) {
            String name = line.split(" ", 2)[0];
            if (name.matches(PREFIX + "\\d{1,18}-.*")) {
                long owner = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length())));
                if (ProcessHandle.of(owner).isEmpty()) {
                    remove(name);
                }
            }
        }
    }

    /** Takes every host away, also where one cannot be. */
    void end() throws IOException, InterruptedException {
        List<AssertionError> failed = new ArrayList<>();
        for (Host host : hosts.reversed()) {
            try {
                host.end();
            } catch (AssertionError e) {
                failed.add(e);
            }
        }
        assertThat(failed).isEmpty();
    }
}
