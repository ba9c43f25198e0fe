package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.MemberKind;

/**
 * Who a token says the client is.
 *
 * @param account the account's id, unique in the tenant
 * @param alias the name others see, unless the client names its position
 * @param maxChannels the most channels it may join
 */
public record Identity(String account, String alias, MemberKind kind, String tenant, String role, int maxChannels) {}
