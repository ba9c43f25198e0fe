package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.MemberKind;

/**
 * Who may sign in.
 *
 * @param id the user name, unique within the tenant
 * @param alias what others see: 'Dispatcher', 'Engine 7'
 * @param role {@code dispatcher}, {@code supervisor} or {@code unit}
 * @param maxChannels how many channels it may join at once
 */
public record Account(String id, String alias, MemberKind kind, String tenant, String role, int maxChannels) {}
