package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.MemberKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a token says the client is.
 *
 * @param account the account's id, unique in the tenant
 * @param alias the name others see, unless the client names its position
 * @param maxChannels the most channels it may join
 * @param position the seat the token is for; null for any
 * @param fingerprints those of the client's DTLS certificates; none for any
 */
public record Identity(
        String account,
        String alias,
        MemberKind kind,
        String tenant,
        String role,
        int maxChannels,
        @Nullable String position,
        List<String> fingerprints) {
    public Identity {
        fingerprints = List.copyOf(fingerprints);
    }

    /** One that is bound to no seat and no certificate. */
    public Identity(String account, String alias, MemberKind kind, String tenant, String role, int maxChannels) {
        this(account, alias, kind, tenant, role, maxChannels, null, List.of());
    }
}
