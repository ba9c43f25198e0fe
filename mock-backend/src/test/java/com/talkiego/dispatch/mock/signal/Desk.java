package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.MediaPolicy;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.mock.rooms.ManualActor;
import com.talkiego.dispatch.mock.rooms.RoomsSettings;
import com.talkiego.dispatch.mock.rooms.ScriptedMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A SignalLayer on hand-moved time with a scripted media server and scripted clients. */
final class Desk {
    static final ChannelId FIRE = new ChannelId("fire-1");
    static final ChannelId EMS = new ChannelId("ems-1");
    static final ChannelId RECEIVE_ONLY = new ChannelId("weather");
    static final ChannelId BROADCAST = new ChannelId("all-call");
    static final long MAX_OVER_MILLIS = 65_000;

    final ManualActor actor;
    final ScriptedMedia media = new ScriptedMedia();
    final Map<ChannelId, Channel> channels = new HashMap<>();
    final SignalLayer layer;

    Desk() {
        this(settings(RoomsSettings.usual()));
    }

    Desk(SignalSettings settings) {
        this(settings, new ManualActor());
    }

    /** One of several that share their time. */
    Desk(SignalSettings settings, ManualActor actor) {
        this.actor = actor;
        channel(FIRE, ChannelKind.GROUP, false);
        channel(EMS, ChannelKind.GROUP, false);
        channel(RECEIVE_ONLY, ChannelKind.GROUP, true);
        channel(BROADCAST, ChannelKind.BROADCAST, false);
        try {
            layer = new SignalLayer(
                    settings,
                    new TokenCheck() {
                        @Override
                        public Identity check(String token) throws TokenRefused {
                            return Desk.check(token);
                        }

                        @Override
                        public String vouch(
                                String session, String link, List<String> audience, List<String> fingerprints) {
                            return "signed for " + session + " " + link + " " + audience + " " + fingerprints;
                        }
                    },
                    (tenant, id) -> "demo".equals(tenant) ? channels.get(id) : null,
                    media::start,
                    actor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SignalSettings settings(RoomsSettings rooms) {
        SignalSettings usual = SignalSettings.usual(20);
        return new SignalSettings(
                usual.ptimeMillis(),
                usual.beatMillis(),
                usual.silenceMillis(),
                usual.silenceKeyedMillis(),
                usual.keepMillis(),
                usual.journalEvents(),
                usual.journalMillis(),
                usual.helloMillis(),
                usual.badFrames(),
                usual.badFramesMillis(),
                usual.framesAhead(),
                usual.lagMillis(),
                usual.sessions(),
                rooms);
    }

    /** A channel whose sound goes straight between up to four members. */
    void small(ChannelId id, int maxLinks) {
        MediaPolicy policy = new MediaPolicy(MediaPolicy.Topology.AUTO, 4, maxLinks);
        channels.put(
                id,
                new Channel(id, channels.size() + 1, id.value(), ChannelKind.GROUP, 5, false, MAX_OVER_MILLIS, policy));
    }

    void channel(ChannelId id, ChannelKind kind, boolean receiveOnly) {
        channels.put(id, new Channel(id, channels.size() + 1, id.value(), kind, 5, receiveOnly, MAX_OVER_MILLIS));
    }

    /** Tokens read {@code kind:account}, or with what they are bound to {@code kind:account|position|fingerprint}. */
    private static Identity check(String token) throws TokenRefused {
        int colon = token.indexOf(':');
        if (colon < 0 || !token.substring(0, colon).matches("UNIT|POSITION|BROWSER|EXPIRED")) {
            throw new TokenRefused("The token is not one of ours", false);
        }
        String kind = token.substring(0, colon);
        String[] bound = token.substring(colon + 1).split("\\|", -1);
        String account = bound[0];
        if (kind.equals("EXPIRED")) {
            throw new TokenRefused("The token has expired, sign in again", true);
        }
        return new Identity(
                account,
                "alias of " + account,
                MemberKind.valueOf(kind),
                "demo",
                "dispatcher",
                100,
                bound.length > 1 ? bound[1] : null,
                bound.length > 2 ? List.of(bound[2]) : List.of());
    }

    /** A unit that has signed in, has its media links and is on those channels. */
    Client unit(String account, ChannelId... on) {
        return client("UNIT", account, null, on);
    }

    Client position(String name, ChannelId... on) {
        return client("POSITION", "dispatcher", name, on);
    }

    private Client client(
            String kind, String account, @org.jspecify.annotations.Nullable String position, ChannelId... on) {
        Client client = new Client(this);
        client.hello(kind + ":" + account, position);
        client.offer("pub", 4);
        client.offer("sub", client.welcome().slots());
        if (on.length > 0) {
            client.join(on);
        }
        client.forget();
        return client;
    }

    /** A unit that can hold links to other members, not on any channel yet. */
    Client linkedUnit(String account, int peerLinks) {
        Client client = new Client(this);
        client.helloWithLinks("UNIT:" + account, null, peerLinks);
        client.offer("pub", 4);
        client.offer("sub", client.welcome().slots());
        return client;
    }

    /** Lets time pass in which all clients beat. */
    void pass(long millis, Client... clients) {
        long left = millis;
        while (left > 0) {
            long step = Math.min(left, 1_000);
            actor.advance(step);
            left -= step;
            for (Client client : clients) {
                client.beat();
            }
        }
    }
}
