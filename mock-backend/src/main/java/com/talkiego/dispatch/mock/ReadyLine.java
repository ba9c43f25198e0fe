package com.talkiego.dispatch.mock;

import java.util.List;

/**
 * The one line of JSON printed when everything is up.
 *
 * @param api base address of the ApiLayer
 * @param ca path of the certificate authority to trust
 * @param radio address of the radio page
 * @param state address of the state page
 * @param sfuPort UDP port of media
 * @param lan base addresses for other machines; empty unless they were asked for
 */
public record ReadyLine(
        boolean ready, String api, String ca, String radio, String state, int sfuPort, List<String> lan) {}
