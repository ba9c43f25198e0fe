package com.talkiego.dispatch.mock.edge;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * What the server shows to its clients: its certificate with the key, and the authority that signed it.
 *
 * @param authorityFile the authority's certificate as a PEM file, for clients to trust
 */
public record ServerIdentity(
        Path authorityFile, X509Certificate authority, X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
        return "ServerIdentity[" + certificate.getSubjectX500Principal() + "]";
    }
}
