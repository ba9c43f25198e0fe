package com.talkiego.dispatch.core.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Lists of revoked certificates, from files and by HTTP, kept for a while: a handshake waits for one at most 2 s the first time and 300 ms later on, and
 * meanwhile goes by the one there is. They are signed, so that it does not matter by which way they come; whether the server that holds one was
 * revoked itself is not asked. Each is fetched by a virtual thread, one at a time. Any thread.
 */
final class RevocationLists {
    /** How old one may be before it is fetched again, however long it is good for. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** How long a failure is believed. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    private static final long FIRST_WAIT_MILLIS = 2_000;
    private static final long LATER_WAIT_MILLIS = 300;
    private static final int LARGEST = 16 << 20;
    private static final int LARGEST_REMEMBERED = 64;

    private final OkHttpClient http;
    private final InstantSource clock;
    private final Map<URI, Kept> kept = new ConcurrentHashMap<>();

    /** What a source holds: the list, or why there is none. */
    record Answer(URI source, @Nullable X509CRL list, String problem) {}

    private static final class Kept {
        private @Nullable Answer answer;
        private Instant due = Instant.EPOCH;
        private @Nullable CompletableFuture<Answer> fetching;
    }

    /** @param http trusts the authorities that may hold a list, and asks for none itself */
    RevocationLists(OkHttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /** What that source holds, as fresh as can be had without waiting for long. */
    Answer of(URI source) {
        if (kept.size() >= LARGEST_REMEMBERED && !kept.containsKey(source)) {
            kept.clear();
        }
        Kept entry = kept.computeIfAbsent(source, _ -> new Kept());
        CompletableFuture<Answer> fetching;
        Answer before;
        synchronized (entry) {
            before = entry.answer;
            if (before != null && clock.instant().isBefore(entry.due)) {
                return before;
            }
            if (entry.fetching == null) {
                entry.fetching = begin(source, entry);
            }
            fetching = entry.fetching;
        }
        try {
            return fetching.get(before == null ? FIRST_WAIT_MILLIS : LATER_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // The one there is, then; the newer one is for the next connection.
        }
        return before == null ? new Answer(source, null, "it does not come in time") : before;
    }

    private CompletableFuture<Answer> begin(URI source, Kept entry) {
        CompletableFuture<Answer> done = new CompletableFuture<>();
        Thread.ofVirtual().name("revocation-list").start(() -> done.complete(settled(entry, fetched(source))));
        return done;
    }

    /** A newer list, or a failure where there was none; else the one before, which may be good for long. */
    private Answer settled(Kept entry, Answer newest) {
        synchronized (entry) {
            Answer before = entry.answer;
            boolean failed = newest.list() == null;
            Answer now = failed && before != null && before.list() != null ? before : newest;
            entry.answer = now;
            entry.due = clock.instant().plus(failed ? AGAIN : FRESH);
            entry.fetching = null;
            return now;
        }
    }

    private Answer fetched(URI source) {
        try (InputStream in = open(source)) {
            byte[] bytes = in.readNBytes(LARGEST);
            return new Answer(
                    source,
                    (X509CRL) CertificateFactory.getInstance("X.509")
                            .generateCRL(new java.io.ByteArrayInputStream(bytes)),
                    "");
        } catch (IOException e) {
            return new Answer(source, null, "it cannot be read");
        } catch (GeneralSecurityException e) {
            return new Answer(source, null, "what is there is no such list");
        } catch (RuntimeException e) {
            return new Answer(source, null, "it cannot be asked for");
        }
    }

    private InputStream open(URI source) throws IOException {
        if ("file".equals(source.getScheme())) {
            return Files.newInputStream(Path.of(source));
        }
        Response response = http.newCall(
                        new Request.Builder().url(source.toString()).build())
                .execute();
        if (!response.isSuccessful()) {
            response.close();
            throw new IOException("HTTP status " + response.code());
        }
        return response.body().byteStream();
    }
}
