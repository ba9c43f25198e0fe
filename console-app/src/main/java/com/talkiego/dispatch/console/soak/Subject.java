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
 * @param framesPushed frames sent into uplinks so far
 */
public record Subject(
        DispatchSession session, String position, Supplier<AudioPort.Health> health, LongSupplier framesPushed) {}
