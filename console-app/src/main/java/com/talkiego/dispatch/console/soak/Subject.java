package com.talkiego.dispatch.console.soak;

import com.talkiego.dispatch.core.session.AudioPort;
import com.talkiego.dispatch.core.session.DispatchSession;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The console that is worked and watched.
 *
 * @param position its name, as the backend's rooms show it
 * @param health how its audio path lives
 * @param soundPushed frames of sound sent so far, whatever way; links to members get silence between overs
 */
public record Subject(
        DispatchSession session, String position, Supplier<AudioPort.Health> health, LongSupplier soundPushed) {}
