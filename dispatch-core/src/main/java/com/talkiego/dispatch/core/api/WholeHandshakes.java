package com.talkiego.dispatch.core.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets that never go on with an earlier TLS session (RFC 8446, 2.2): in a handshake that does no certificate is shown, and so none
 * that was revoked meanwhile is found. Any thread.
 */
final class WholeHandshakes extends SSLSocketFactory {
    private final Supplier<SSLSocketFactory> fresh;
    private final SSLSocketFactory first;

    /** @param fresh gives one that knows no earlier session */
    WholeHandshakes(Supplier<SSLSocketFactory> fresh) {
        this.fresh = fresh;
        this.first = fresh.get();
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return first.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return first.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return fresh.get().createSocket();
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean closesIt) throws IOException {
        return fresh.get().createSocket(connected, host, port, closesIt);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return fresh.get().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return fresh.get().createSocket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return fresh.get().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return fresh.get().createSocket(host, port, from, fromPort);
    }
}
