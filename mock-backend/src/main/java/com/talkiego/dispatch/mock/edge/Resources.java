package com.talkiego.dispatch.mock.edge;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Pages, scripts and styles that lie beside a class, answered with a policy that lets them load nothing from elsewhere. Any thread. */
public final class Resources {
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private final Class<?> beside;

    public Resources(Class<?> beside) {
        this.beside = beside;
    }

    /** Answers with the file of that name; it must be part of the build. */
    public void answer(Context request, String name) {
        request.contentType(type(name))
                .header("Content-Security-Policy", POLICY)
                .header("Cache-Control", "no-cache")
                .result(read(name));
    }

    private byte[] read(String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException(name + " is missing in this build.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read.", e);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "yaml" -> "application/yaml; charset=utf-8";
            default -> "application/octet-stream";
        };
    }
}
