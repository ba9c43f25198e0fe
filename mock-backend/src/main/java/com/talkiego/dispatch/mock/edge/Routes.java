package com.talkiego.dispatch.mock.edge;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.SortedSet;
import java.util.TreeSet;

/** The HTTPS routes as they are laid out, each once, with what all of them share: answers, limits, the list of what is served. */
public final class Routes {
    /** Longest request body that is read, in bytes. */
    public static final int LARGEST_BODY = 16 * 1024;

    private final JavalinDefaultRoutingApi server;
    private final SortedSet<String> served = new TreeSet<>();

    Routes(JavalinDefaultRoutingApi server) {
        this.server = server;
    }

    /** Something that serves routes. */
    @FunctionalInterface
    public interface Source {
        void layOut(Routes routes);
    }

    /** What answers a request with an object, written as JSON; throws {@link Refusal} where it does not. */
    @FunctionalInterface
    public interface Answer {
        Object to(Context request);
    }

    /** Serves {@code GET}; the handler writes its own answer. */
    public Routes page(String path, Handler handler) {
        return add(HandlerType.GET, path, handler);
    }

    /** Serves {@code GET} with JSON. */
    public Routes get(String path, Answer answer) {
        return add(HandlerType.GET, path, json(answer));
    }

    /** Serves {@code POST} with JSON. */
    public Routes post(String path, Answer answer) {
        return add(HandlerType.POST, path, json(answer));
    }

    /** What is served, each as {@code GET /path}. */
    SortedSet<String> served() {
        return served;
    }

    private Routes add(HandlerType method, String path, Handler handler) {
        if (!served.add(method.name() + " " + path)) {
            throw new IllegalArgumentException(method + " " + path + " is served twice");
        }
        server.addHttpHandler(method, path, handler);
        return this;
    }

    private static Handler json(Answer answer) {
        return request -> {
            Object value = answer.to(request);
            request.contentType("application/json")
                    .header("Cache-Control", "no-store")
                    .result(Json.write(value));
        };
    }

    /** @throws Refusal 413 if the body is longer than {@link #LARGEST_BODY} */
    public static byte[] body(Context request) {
        // Not the server's own limit: that one trusts the Content-Length, which a chunked request does not have.
        try (InputStream in = request.req().getInputStream()) {
            byte[] body = in.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw Refusal.tooLarge(LARGEST_BODY);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("The request's body cannot be read.", e);
        }
    }
}
