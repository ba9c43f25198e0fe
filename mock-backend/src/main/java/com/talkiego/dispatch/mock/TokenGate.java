package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.mock.api.Account;
import com.talkiego.dispatch.mock.api.Tokens;
import com.talkiego.dispatch.mock.signal.Identity;
import com.talkiego.dispatch.mock.signal.TokenCheck;
import com.talkiego.dispatch.mock.signal.TokenRefused;
import java.util.List;

/** The SignalLayer's door to the ApiLayer's tokens: each lets in once, for what it is bound to. Any thread. */
record TokenGate(Tokens tokens) implements TokenCheck {
    @Override
    public Identity check(String token) throws TokenRefused {
        try {
            Tokens.Holder holder = tokens.redeem(token, Tokens.Use.SIGNAL);
            Account account = holder.account();
            return new Identity(
                    account.id(),
                    account.alias(),
                    account.kind(),
                    account.tenant(),
                    account.role(),
                    account.maxChannels(),
                    holder.binding().position(),
                    holder.binding().fingerprints());
        } catch (com.talkiego.dispatch.mock.api.TokenRefused e) {
            throw new TokenRefused(String.valueOf(e.getMessage()), e.expired());
        }
    }

    @Override
    public String vouch(String session, String link, List<String> audience, List<String> fingerprints) {
        return tokens.descriptions().sign(session, link, audience, fingerprints);
    }
}
