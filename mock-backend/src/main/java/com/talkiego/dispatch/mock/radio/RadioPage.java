package com.talkiego.dispatch.mock.radio;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.mock.api.Account;
import com.talkiego.dispatch.mock.api.ApiLayer;
import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.api.Fingerprints;
import com.talkiego.dispatch.mock.api.Rate;
import com.talkiego.dispatch.mock.api.RegionDirectory;
import com.talkiego.dispatch.mock.api.Tokens;
import com.talkiego.dispatch.mock.api.TurnDesk;
import com.talkiego.dispatch.mock.edge.Json;
import com.talkiego.dispatch.mock.edge.Refusal;
import com.talkiego.dispatch.mock.edge.Resources;
import com.talkiego.dispatch.mock.edge.Routes;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The radio page ({@code /radio}) and its sign-in: whoever gives a name is a radio user of the demo tenant for as long as the page
 * is open. The HTTPS server's threads.
 */
public final class RadioPage implements Routes.Source {
    private static final int CHANNELS_AT_ONCE = 4;
    private static final int LONGEST_NAME = 24;
    private static final int SIGN_INS = 60;
    private static final Duration SIGN_IN_WINDOW = Duration.ofMinutes(1);

    private final Tokens tokens;
    private final TurnDesk turn;
    private final RegionDirectory there;
    private final List<Channel> channels;
    private final Rate signIns;

    /** @param there the regions as they are named where this page is */
    public RadioPage(InstantSource clock, Tokens tokens, TurnDesk turn, RegionDirectory there, List<Channel> channels) {
        this.tokens = tokens;
        this.turn = turn;
        this.there = there;
        this.channels = List.copyOf(channels);
        this.signIns = new Rate(clock, SIGN_INS, SIGN_IN_WINDOW);
    }

    /**
     * {@code POST /v1/radio/sign-in}.
     *
     * @param name what others see
     * @param device a random text that the browser made and keeps for itself, so that it is the same member when it comes again
     * @param fingerprints those of the certificate its media links will show; the token is good for no other
     */
    public record RadioSignIn(
            String name, String device, @Nullable List<String> fingerprints) {}

    /** Answers it: what a radio needs to join, with a token of one minute; the page asks again before each connection. */
    public record RadioGrant(
            String id,
            String alias,
            String token,
            Instant expires,
            String signal,
            List<Channel> channels,
            List<IceServer> iceServers) {}

    @Override
    public void layOut(Routes routes) {
        Resources files = new Resources(RadioPage.class);
        routes.page("/radio", request -> files.answer(request, "radio.html"));
        for (String name : List.of(
                "radio.js",
                "handset.js",
                "identity.js",
                "signal.js",
                "media.js",
                "peers.js",
                "air.js",
                "tones.js",
                "radio.css")) {
            routes.page("/radio/" + name, request -> files.answer(request, name));
        }
        routes.post("/v1/radio/sign-in", this::signIn);
    }

    private RadioGrant signIn(Context request) {
        Duration wait = signIns.count(request.ip());
        if (wait.isPositive()) {
            throw Refusal.quota("Too many radios signed in from here. Wait a minute and try again.", wait);
        }
        RadioSignIn body = Json.read(Routes.body(request), RadioSignIn.class);
        String alias = alias(body.name());
        Account account =
                new Account(member(body.device()), alias, MemberKind.BROWSER, DemoTenant.ID, "radio", CHANNELS_AT_ONCE);
        Tokens.Issued issued = tokens.issue(
                account,
                Tokens.Use.SIGNAL,
                new Tokens.Binding(0, null, Fingerprints.checked(body.fingerprints())),
                ApiLayer.SIGNAL_LIFE);
        return new RadioGrant(
                account.id(),
                alias,
                issued.token(),
                issued.expires(),
                ApiLayer.signalAddress(request),
                channels,
                turn.credentials(account, there, request).iceServers());
    }

    private static String alias(@Nullable String name) {
        String alias = name == null ? "" : name.strip().replaceAll("\\s+", " ");
        if (alias.isEmpty() || alias.length() > LONGEST_NAME || !alias.matches("[\\p{L}\\p{M}\\p{N} .,'_-]+")) {
            throw Refusal.malformed("Give a name of 1 to " + LONGEST_NAME + " letters, digits or spaces.");
        }
        return alias;
    }

    private static String member(@Nullable String device) {
        if (device == null || !device.matches("[A-Za-z0-9_-]{16,64}")) {
            throw Refusal.malformed("The field 'device' must be 16 to 64 letters or digits, chosen at random.");
        }
        // The digest only: the text itself is what proves to be that radio.
        return "radio-" + Tokens.digest(device).substring(0, 12);
    }
}
