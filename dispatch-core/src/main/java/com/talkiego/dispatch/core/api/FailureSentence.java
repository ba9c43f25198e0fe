package com.talkiego.dispatch.core.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Failures of the network and of TLS in the operator's words. */
public final class FailureSentence {
    /** Code of a problem that never reached the other end. */
    static final String UNREACHABLE = "unreachable";

    private FailureSentence() {}

    /** The problem that such a failure to talk with {@code host} is. */
    public static ApiProblem of(Throwable failure, String host) {
        if (failure instanceof SSLException || caused(failure, CertPathValidatorException.class) != null) {
            return untrusted(failure, host);
        }
        String sentence = switch (failure) {
            case UnknownHostException unknown ->
                "There is no computer named " + host + ". Check the backend's address and the network.";
            case ConnectException refused ->
                "The backend at " + host + " does not answer. Check that it runs and that the network is up.";
            case NoRouteToHostException cut -> "There is no way to the backend at " + host + ". Check the network.";
            case InterruptedIOException late -> "The backend at " + host + " took too long to answer. Try again.";
            case IOException broken -> "The connection to the backend at " + host + " broke. Try again.";
            default -> "The backend at " + host + " could not be asked. Try again.";
        };
        return new ApiProblem(ApiProblem.Kind.UNREACHABLE, UNREACHABLE, sentence, Duration.ZERO);
    }

    private static ApiProblem untrusted(Throwable failure, String host) {
        String sentence;
        if (failure instanceof SSLPeerUnverifiedException) {
            sentence = "The certificate shown by " + host
                    + " was made for another name. Check the backend's address; nothing was sent to it.";
        } else if (caused(failure, VerifiedPath.PinMismatch.class) != null) {
            sentence = "The certificate of " + host
                    + " is good, but has none of the keys this console was told to expect (pins). Somebody may be between,"
                    + " or the backend's keys were changed: ask whoever looks after it before giving the console other"
                    + " pins; nothing was sent to it.";
        } else if (caused(failure, Revocation.Revoked.class) != null) {
            sentence = "The certificate of " + host
                    + " was revoked by its authority: its key may be in other hands. Tell whoever looks after the"
                    + " backend, and do not sign in elsewhere with the same password before; nothing was sent to it.";
        } else if (caused(failure, Revocation.Unknown.class) != null) {
            sentence = "It is not known whether the certificate of " + host + " was revoked, and this console was told"
                    + " to need that (--revocation require): " + why(failure)
                    + ". Tell whoever looks after the backend; nothing was sent to it.";
        } else if (caused(failure, CertificateExpiredException.class) != null) {
            sentence = "The certificate of " + host
                    + " has expired. Have it renewed, and check this computer's clock; nothing was sent to it.";
        } else if (caused(failure, CertificateNotYetValidException.class) != null) {
            sentence = "The certificate of " + host
                    + " is not valid yet. Check this computer's clock; nothing was sent to it.";
        } else if (caused(failure, CertPathValidatorException.class) != null
                || String.valueOf(failure.getMessage()).contains("certification path")) {
            sentence = "The certificate of " + host
                    + " was not issued by the authority this console trusts. Check the authority's file; nothing was"
                    + " sent to it.";
        } else {
            sentence = "No safe connection to " + host
                    + " could be made. Check the backend's address and its certificate.";
        }
        return new ApiProblem(ApiProblem.Kind.UNTRUSTED, "untrusted", sentence, Duration.ZERO);
    }

    private static String why(Throwable failure) {
        Throwable unknown = caused(failure, Revocation.Unknown.class);
        return unknown == null ? "" : String.valueOf(unknown.getMessage());
    }

    private static @Nullable Throwable caused(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }
}
