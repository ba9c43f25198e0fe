package com.talkiego.dispatch.core.session;

/** Identifies a thing that can be held to talk: the mouse, a key, a pedal. One source holds one press at a time. */
public record SourceId(String value) {}
