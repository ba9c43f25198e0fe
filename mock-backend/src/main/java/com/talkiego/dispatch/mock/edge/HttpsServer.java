package com.talkiego.dispatch.mock.edge;

import com.talkiego.dispatch.core.wire.ApiMessage.Problem;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTPS port (TLS 1.2 and 1.3, HTTP/1.1) with its routes and the SignalLayer's sockets. Its threads are named
 * {@code edge-*}; they end with {@link #close()}.
 */
public final class HttpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpsServer.class);
    private static final int MOST_THREADS = 32;
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Javalin server;
    private final SignalSockets sockets;
    private final int port;
    private final SortedSet<String> served;
    private final Runnable closed;

    private HttpsServer(Javalin server, SignalSockets sockets, int port, SortedSet<String> served, Runnable closed) {
        this.server = server;
        this.sockets = sockets;
        this.port = port;
        this.served = served;
        this.closed = closed;
    }

    /**
     * Starts listening.
     *
     * @param port 0 for any free one
     * @param lan whether to listen on every interface instead of loopback only
     * @throws PortTaken if the port cannot be listened on
     */
    public static HttpsServer start(
            int port, boolean lan, ServerCertificate certificate, SignalSockets sockets, List<Routes.Source> sources)
            throws PortTaken {
        List<ServerSocketChannel> channels = Ports.listen(port, lan);
        boolean started = false;
        try {
            int chosen = channels.getFirst().socket().getLocalPort();
            SslContextFactory.Server tls = certificate.shown();
            Routes[] routes = new Routes[1];
            Javalin javalin = Javalin.create(config -> {
                settings(config);
                channels.forEach(
                        channel -> config.jetty.addConnector((jetty, http) -> connector(jetty, http, tls, channel)));
                config.jetty.modifyServer(sockets::timers);
                routes[0] = new Routes(config.routes);
                sources.forEach(source -> source.layOut(routes[0]));
                config.routes.ws(SignalSockets.PATH, sockets);
                failures(config);
            });
            javalin.start();
            started = true;
            return new HttpsServer(javalin, sockets, chosen, routes[0].served(), () -> certificate.hidden(tls));
        } finally {
            if (!started) {
                Ports.close(channels);
            }
        }
    }

    /** The port listened on. */
    public int port() {
        return port;
    }

    /** What is served, each as {@code GET /path}. */
    public SortedSet<String> served() {
        return served;
    }

    /** Waits a moment for sockets that were closed to be gone, so that their clients learn why; then ends everything. */
    @Override
    public void close() {
        sockets.awaitGone(FAREWELL);
        server.stop();
        closed.run();
    }

    private static void settings(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = Routes.LARGEST_BODY;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4, 60_000);
        threads.setName("edge");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // Else a header that differs from an earlier one of the connection in capitals only, like a token, counts
            // as that.
            http.setHeaderCacheCaseSensitive(true);
            http.setRequestHeaderSize(8 * 1024);
        });
        // Clients keep their idle connections: waiting for those to end would only make every stop slow.
        config.jetty.modifyServer(jetty -> jetty.setStopTimeout(0));
        config.routes.before(request -> request.header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Frame-Options", "DENY"));
    }

    private static ServerConnector connector(
            Server jetty, HttpConfiguration http, SslContextFactory.Server tls, ServerSocketChannel channel) {
        HttpConfiguration https = new HttpConfiguration(http);
        // Names that the certificate does not bear are the client's to refuse; addresses carry no server name at all.
        https.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(
                jetty,
                null,
                null,
                null,
                1,
                1,
                new SslConnectionFactory(tls, "http/1.1"),
                new HttpConnectionFactory(https));
        connector.setIdleTimeout(60_000);
        connector.setAcceptedTcpNoDelay(true);
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The listening socket cannot be used.", e);
        }
        return connector;
    }

    private static void failures(JavalinConfig config) {
        config.routes.exception(Refusal.class, (refusal, request) -> answer(request, refusal));
        config.routes.exception(HttpResponseException.class, (e, request) -> answer(request, refusal(e, request)));
        config.routes.exception(IOException.class, (e, request) -> {
            if (gone(e)) {
                LOG.info("{} {}: the client was gone before it was answered", request.method(), request.path());
            } else {
                LOG.error("{} {} failed", request.method(), request.path(), e);
                answer(request, 500, new Problem("internal", "The backend had an error. Try again.", 0));
            }
        });
        config.routes.exception(Exception.class, (e, request) -> {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            answer(request, 500, new Problem("internal", "The backend had an error. Try again.", 0));
        });
    }

    /** Whether it says no more than that the other end is not there any more: nothing went wrong here. */
    static boolean gone(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EofException || cause instanceof ClosedChannelException) {
                return true;
            }
        }
        return false;
    }

    /** What the server itself refuses, in our words. */
    private static Refusal refusal(HttpResponseException e, Context request) {
        return switch (e.getStatus()) {
            case 404 -> Refusal.notFound("There is nothing at " + request.path() + ".");
            case 405 -> Refusal.wrongMethod(request.path() + " does not take " + request.method() + ".");
            case 413 -> Refusal.tooLarge(Routes.LARGEST_BODY);
            default -> Refusal.malformed("The request cannot be understood.");
        };
    }

    private static void answer(Context request, Refusal refusal) {
        long retryAfter = refusal.problem().retryAfterMillis();
        if (retryAfter > 0) {
            request.header("Retry-After", Long.toString((retryAfter + 999) / 1000));
        }
        if (refusal.status() == 401) {
            request.header("WWW-Authenticate", "Bearer");
        }
        answer(request, refusal.status(), refusal.problem());
    }

    private static void answer(Context request, int status, Problem problem) {
        request.status(status)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(Json.write(problem));
    }
}
