package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.media.WebRtcMedia;
import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.MediaPolicy;
import com.talkiego.dispatch.core.session.OkHttpSignal;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ProtocolVersion;
import com.talkiego.dispatch.core.wire.WireException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a backend is examined: signed in once, with as many plain clients as a check wants; they leave when the check is over. One thread. */
final class Room implements AutoCloseable {
    private static final int CHANNELS_EACH = 2;

    private final Examinee examinee;
    private final RawApi api;
    private final OkHttpSignal signal;
    private final MediaRuntime runtime;
    private final List<String> fingerprints;
    private final List<Peer> peers = new ArrayList<>();
    private @Nullable String access;
    private @Nullable URI socket;
    private List<Channel> channels = List.of();
    private int positions;

    /** @param runtime with which its clients open media links; outlives it */
    Room(Examinee examinee, MediaRuntime runtime) {
        this.examinee = examinee;
        this.api = new RawApi(examinee.api(), examinee.trust());
        this.signal = new OkHttpSignal(examinee.trust());
        this.runtime = runtime;
        try (WebRtcMedia media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {})) {
            fingerprints = media.fingerprints();
        }
    }

    Examinee examinee() {
        return examinee;
    }

    RawApi api() {
        return api;
    }

    Duration patience() {
        return examinee.patience();
    }

    /** A fresh sign-in; the body of its answer. */
    RawApi.Answer signIn() throws Broken {
        RawApi.Answer answer = api.post(
                "v1/sign-in",
                Codec.encode(new ApiMessage.SignIn(examinee.tenant(), examinee.user(), examinee.password(), null)),
                null);
        Broken.unless(
                answer.status() == 200 && !answer.text("accessToken").isEmpty(),
                "The sign-in as " + examinee.user() + " failed: " + answer);
        return answer;
    }

    /** An access token, of one sign-in for all checks. */
    String access() throws Broken {
        String token = access;
        if (token == null) {
            token = signIn().text("accessToken");
            access = token;
        }
        return token;
    }

    /** The next check signs in anew. */
    void forgetAccess() {
        access = null;
    }

    /** The tenant's channels, in their order. */
    List<Channel> channels() throws Broken {
        if (channels.isEmpty()) {
            RawApi.Answer answer = api.get("v1/channels", access());
            Broken.unless(answer.status() == 200, "The channels cannot be had: " + answer);
            try {
                channels = Codec.decode(answer.body().toString(), ApiMessage.Channels.class).channels().stream()
                        .sorted(Comparator.comparingInt(Channel::number))
                        .toList();
            } catch (WireException strange) {
                throw new Broken("The list of channels is not of the protocol's shape: " + strange.text());
            }
        }
        return channels;
    }

    /**
     * A channel to talk on: the last ones of the tenant are taken first, since they are least likely in use, and those whose sound may go
     * straight between members last.
     */
    Channel talkable(int nth) throws Broken, NotApplicable {
        int place = nth + examinee.place().lane() * CHANNELS_EACH;
        List<Channel> group = Stream.concat(ways(false), ways(true)).toList();
        if (place >= group.size()) {
            throw new NotApplicable("The tenant has fewer than " + (place + 1) + " channels to talk on");
        }
        return group.get(place);
    }

    /** A channel whose sound may go straight between two members; another one in the next lane, if there are several. */
    Channel small() throws Broken, NotApplicable {
        List<Channel> small = ways(true).toList();
        if (small.isEmpty()) {
            throw new NotApplicable("The sound of every channel goes through the media server, by its policy");
        }
        return small.get(examinee.place().lane() % small.size());
    }

    private Stream<Channel> ways(boolean straight) throws Broken {
        return channels().reversed().stream()
                .filter(channel -> channel.kind() == ChannelKind.GROUP && !channel.receiveOnly())
                .filter(channel -> straight
                        == (channel.media() != null
                                && channel.media().topology() == MediaPolicy.Topology.AUTO
                                && channel.media().maxMembers() >= 2));
    }

    /** The id of {@link #talkable}. */
    ChannelId channel(int nth) throws Broken, NotApplicable {
        return talkable(nth).id();
    }

    /** The SignalLayer's address, of the first healthy region. */
    URI socket() throws Broken {
        URI known = socket;
        if (known == null) {
            List<ApiMessage.Region> regions = regions();
            for (ApiMessage.Region region : regions) {
                if (region.healthy() && region.signal().startsWith("wss://")) {
                    known = URI.create(region.signal());
                    break;
                }
            }
            Broken.unless(known != null, "The directory names no healthy region with a wss:// address: " + regions);
            socket = known;
        }
        return java.util.Objects.requireNonNull(known);
    }

    /** The directory of regions as it is now. */
    List<ApiMessage.Region> regions() throws Broken {
        RawApi.Answer answer = api.get("v1/regions", access());
        Broken.unless(answer.status() == 200, "The directory of regions cannot be had: " + answer);
        try {
            return Codec.decode(answer.body().toString(), ApiMessage.Regions.class)
                    .regions();
        } catch (WireException strange) {
            throw new Broken("The directory of regions is not of the protocol's shape: " + strange.text());
        }
    }

    /** A token for one socket, bound to the certificate with which clients here open media links. */
    String signalToken() throws Broken {
        return signalToken(null, fingerprints);
    }

    /** A token for one socket, bound to that position and those certificates; null for any. */
    String signalToken(@Nullable String position, @Nullable List<String> certificates) throws Broken {
        RawApi.Answer answer = api.post(
                "v1/signal-token", Codec.encode(new ApiMessage.SignalTokenRequest(position, certificates)), access());
        Broken.unless(
                answer.status() == 200 && !answer.text("token").isEmpty(),
                "A token for the SignalLayer cannot be had: " + answer);
        return answer.text("token");
    }

    /** A name no other position of this examination has. */
    String position() {
        return examinee.place().positions() + " " + ++positions;
    }

    /** A socket that has said nothing yet. */
    Peer connected() throws Broken, InterruptedException {
        return connected(socket());
    }

    /** The same at another SignalLayer. */
    Peer connected(URI address) throws Broken, InterruptedException {
        Peer peer = new Peer(patience(), runtime, () -> peers.forEach(Peer::beatIfDue));
        peers.add(peer);
        peer.open(signal, address);
        return peer;
    }

    /** A position that was welcomed. */
    Peer welcomed() throws Broken, InterruptedException {
        Peer peer = connected();
        peer.hello(signalToken(), position());
        return peer;
    }

    /** A position that joined those channels. */
    Peer joined(ChannelId... wanted) throws Broken, InterruptedException {
        Peer peer = welcomed();
        peer.join(wanted);
        return peer;
    }

    /** A position that can hold links to other members, and joined that channel. */
    Peer linked(ChannelId channel, int links) throws Broken, InterruptedException {
        Peer peer = connected();
        peer.say(new ClientMessage.Hello(
                ProtocolVersion.CURRENT,
                ProtocolVersion.OLDEST,
                signalToken(),
                "conformance",
                position(),
                null,
                null,
                links));
        peer.greeted();
        peer.join(channel);
        return peer;
    }

    /** A description with the certificate of clients here, of a link that nobody opens. */
    String description() {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
                + "c=IN IP4 0.0.0.0\r\na=rtpmap:111 opus/48000/2\r\na=mid:0\r\na=ice-ufrag:conf\r\n"
                + "a=ice-pwd:conformance-conformance\r\na=fingerprint:" + fingerprints.getFirst()
                + "\r\na=setup:actpass\r\n";
    }

    /** A position that joined those channels and can talk. */
    Peer talker(ChannelId... wanted) throws Broken, InterruptedException {
        Peer peer = joined(wanted);
        peer.publish();
        return peer;
    }

    /** A position that joined those channels and hears them. */
    Peer listener(ChannelId... wanted) throws Broken, InterruptedException {
        Peer peer = joined(wanted);
        peer.subscribe();
        return peer;
    }

    /** The check is over: everybody leaves; what a peer found wrong with the order of events all along is told now. */
    @Nullable
    String leave() throws InterruptedException {
        String wrong = null;
        for (Peer peer : peers) {
            if (wrong == null) {
                wrong = peer.disorder();
            }
            peer.close();
        }
        peers.clear();
        return wrong;
    }

    @Override
    public void close() {
        peers.forEach(Peer::drop);
        signal.close();
        api.close();
    }
}
