package com.talkiego.dispatch.mock.edge;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names and addresses under which this machine is reached: those that the server certificate must bear. */
public final class HostNames {
    private static final Logger LOG = LoggerFactory.getLogger(HostNames.class);

    private HostNames() {}

    /** {@code localhost} and both loopback addresses. */
    public static SortedSet<String> loopback() {
        return new TreeSet<>(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
    }

    /** The loopback ones, the host's own name and each of {@link #lanAddresses()}. */
    public static SortedSet<String> lan() {
        SortedSet<String> names = loopback();
        try {
            String host = InetAddress.getLocalHost().getHostName();
            if (host.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
                names.add(host);
            }
        } catch (UnknownHostException e) {
            LOG.warn(
                    "This machine has no host name of its own, the certificate will bear addresses only: {}",
                    e.getMessage());
        }
        lanAddresses().forEach(address -> names.add(text(address)));
        return names;
    }

    /** Every address of every interface that is up, IPv4 first, loopback and link-local ones left out. */
    public static List<InetAddress> lanAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(HostNames::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .sorted(Comparator.comparingInt(address -> address instanceof Inet4Address ? 0 : 1))
                    .toList();
        } catch (SocketException e) {
            throw new UncheckedIOException("This machine's network interfaces cannot be listed.", e);
        }
    }

    /** An address in the form a certificate and a comparison use: no scope, IPv6 in eight groups. */
    public static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private static boolean isUp(NetworkInterface card) {
        try {
            return card.isUp();
        } catch (SocketException e) {
            LOG.debug("Interface {} does not tell whether it is up, left out", card.getName(), e);
            return false;
        }
    }
}
