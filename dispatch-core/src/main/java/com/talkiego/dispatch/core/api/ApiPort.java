package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The ApiLayer as the session sees it. Every call returns at once; its future always completes normally, with a value or with the
 * {@link ApiProblem} that stood in the way, on any thread.
 */
public interface ApiPort {

    /** Signs in and keeps the tokens, in memory only. */
    CompletableFuture<ApiResult<ApiMessage.Operator>> signIn(
            String tenant, String user, String password, @Nullable String position);

    /**
     * Goes on with the sign-in that was kept at an earlier start, without a password. {@link ApiProblem.Kind#NOT_SIGNED_IN} where there
     * is none, where it cannot be had, or where it is over; an empty sentence says that nobody has to be told.
     */
    default CompletableFuture<ApiResult<ApiMessage.Operator>> resume() {
        return CompletableFuture.completedFuture(
                new ApiResult.Failed<>(new ApiProblem(ApiProblem.Kind.NOT_SIGNED_IN, "not_kept", "", Duration.ZERO)));
    }

    /**
     * Signs another operator in beside the one there is, whose tokens stay in use until {@link Candidate#accept}.
     */
    CompletableFuture<ApiResult<Candidate>> signInBeside(
            String tenant, String user, String password, @Nullable String position);

    /** An operator who is signed in, but whose tokens are not in use yet. Any thread; nothing here blocks. */
    interface Candidate {
        ApiMessage.Operator operator();

        /** A token for the SignalLayer. */
        String signalToken();

        /** From now on this operator's tokens are the ones in use; the sign-in before is ended at the backend too. */
        void accept();

        /** Ends this operator's sign-in. */
        void reject();
    }

    /** The tenant and its quotas. */
    CompletableFuture<ApiResult<ApiMessage.Tenant>> tenant();

    /** The tenant's channels. */
    CompletableFuture<ApiResult<ApiMessage.Channels>> channels();

    /** The regions and where their services are. */
    CompletableFuture<ApiResult<ApiMessage.Regions>> regions();

    /** How near a region is, measured now; {@link Nearness#UNKNOWN} from a client that does not measure. */
    default CompletableFuture<Nearness> measure(ApiMessage.Region region) {
        return CompletableFuture.completedFuture(Nearness.UNKNOWN);
    }

    /** A token for one socket of the SignalLayer, bound to what is asked for; it lives about a minute. */
    CompletableFuture<ApiResult<ApiMessage.SignalToken>> signalToken(ApiMessage.SignalTokenRequest wanted);

    /** Renews the sign-in if it is about to expire; answers when to ask for that again. */
    CompletableFuture<ApiResult<Instant>> keepAlive();

    /** The public keys of what the backend signs; {@link ApiProblem.Kind#REFUSED} from a backend that signs nothing. */
    CompletableFuture<ApiResult<ApiMessage.Keys>> keys();

    /** ICE servers with short-lived credentials. */
    CompletableFuture<ApiResult<ApiMessage.TurnCredentials>> turn();

    /** When the certificate that the backend showed last ends; {@link Instant#MAX} before the first. Any thread, at once. */
    default Instant certificateExpires() {
        return Instant.MAX;
    }

    /** Why nobody can tell whether the backend's certificate was revoked, in a sentence; null if that is known, or not asked. Any thread, at once. */
    default @Nullable String revocationTrouble() {
        return null;
    }

    /** Forgets the tokens at once and ends the sign-in at the backend, so that no copy of them is of use; that is not waited for. */
    void signOut();

    /** Forgets the tokens at once; a sign-in that is kept for the next start lives on. */
    void letGo();
}
