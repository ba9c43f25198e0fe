package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.signing.SignedDescription;
import com.talkiego.dispatch.core.signing.SigningKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Signs what clients are told of the certificates at the other end of their media links. Any thread. */
public final class DescriptionSigner {
    /** How long a signature counts: as long as a description may be on its way, and the clocks apart. */
    static final Duration LIFE = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final SigningKeys keys;
    private final SigningKey unpublished = SigningKey.make("forged");
    private volatile boolean forging;

    public DescriptionSigner(InstantSource clock, SigningKeys keys) {
        this.clock = clock;
        this.keys = keys;
    }

    /** The signature, as compact JWS. */
    public String sign(String session, String link, List<String> audience, List<String> fingerprints) {
        long expires = clock.instant().plus(LIFE).getEpochSecond();
        SigningKey key = forging ? unpublished : keys.current();
        return new SignedDescription(session, link, audience, fingerprints, expires).signed(key);
    }

    /** Whether it signs with a key that nobody published, as somebody on the way would have to. */
    public void forge(boolean on) {
        forging = on;
    }
}
