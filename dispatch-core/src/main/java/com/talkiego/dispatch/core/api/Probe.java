package com.talkiego.dispatch.core.api;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Measures how near a region is. Blocks while it measures: for virtual threads. */
final class Probe {
    static final int SAMPLES = 5;
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final OkHttpClient http;
    private final LongSupplier nanoTime;

    Probe(OkHttpClient http, LongSupplier nanoTime) {
        this.http =
                http.newBuilder().connectTimeout(PATIENCE).callTimeout(PATIENCE).build();
        this.nanoTime = nanoTime;
    }

    /** A few round trips to that address, after one that opens the connection; ends with the first that is not answered. */
    Nearness measure(URI address) {
        HttpUrl url = "https".equals(address.getScheme()) ? HttpUrl.get(address) : null;
        if (url == null) {
            return Nearness.UNKNOWN;
        }
        Request request = new Request.Builder().url(url).build();
        List<Duration> roundTrips = new ArrayList<>();
        for (int i = 0; i <= SAMPLES; i++) {
            long began = nanoTime.getAsLong();
            if (!answered(request)) {
                return Nearness.of(roundTrips, SAMPLES - roundTrips.size());
            }
            if (i > 0) {
                roundTrips.add(Duration.ofNanos(nanoTime.getAsLong() - began));
            }
        }
        return Nearness.of(roundTrips, 0);
    }

    private boolean answered(Request request) {
        try (Response response = http.newCall(request).execute()) {
            response.peekBody(4096).bytes();
            return response.isSuccessful();
        } catch (IOException silent) {
            return false;
        }
    }
}
