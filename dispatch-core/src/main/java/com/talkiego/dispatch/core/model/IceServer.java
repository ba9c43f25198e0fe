package com.talkiego.dispatch.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A STUN or TURN server for ICE (RFC 8445), with short-lived credentials for TURN; its text form hides them. */
public record IceServer(
        List<String> urls,
        @Nullable String username,
        @Nullable String credential) {
    @Override
    public String toString() {
        return "IceServer" + urls;
    }
}
