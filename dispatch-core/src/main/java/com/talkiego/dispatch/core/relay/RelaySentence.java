package com.talkiego.dispatch.core.relay;

import com.talkiego.dispatch.core.api.FailureSentence;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Why a relay cannot be used, in the operator's words. */
final class RelaySentence {
    private RelaySentence() {}

    static String of(Throwable failure, String host, int port) {
        String relay = "the relay " + host + ":" + port;
        return "TURN over TLS: "
                + switch (failure) {
                    case UnknownHostException unknown ->
                        "there is no computer named " + host + ". Check the backend's TURN address and the network.";
                    case ConnectException refused ->
                        relay
                                + " does not answer. Check that the TURN server runs and that no firewall stands"
                                + " before it.";
                    case NoRouteToHostException cut -> "there is no way to " + relay + ". Check the network.";
                    case SocketTimeoutException late ->
                        relay + " took too long to answer. Check that no firewall stands before it.";
                    case SSLException refused -> untrusted(refused, host);
                    default -> "the connection to " + relay + " broke. It is tried again with the next call.";
                };
    }

    private static String untrusted(SSLException failure, String host) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            if (words.startsWith("No subject alternative") || words.startsWith("No name matching")) {
                return "the certificate shown by " + host
                        + " was made for another name. Check the backend's TURN address; nothing was sent to it.";
            }
        }
        String sentence = FailureSentence.of(failure, host).sentence();
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
