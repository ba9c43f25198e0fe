package com.talkiego.dispatch.console.ports;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.PttTarget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an operator can do. Called on the JavaFX thread; every call returns at once, its effect comes back as console state. */
public interface ConsoleActions {

    /** Signs in; the outcome is the state's connection. */
    void signIn(SignInForm form);

    /** Signs in like {@link #signIn}, and takes the position over from whoever sits there, who is signed out. */
    void takeOver(SignInForm form);

    /** Lets another operator of the same organisation sit down; the desk goes on. The outcome is in the state's operator. */
    void changeOperator(String user, String password);

    void signOut();

    /** Tries a lost connection again without waiting for the next attempt. */
    void retryNow();

    /** Wants to be in that region of the backend, by its id; empty for the nearest. */
    void pinRegion(String region);

    /** Makes this the only selected channel. */
    void select(ChannelId channel);

    /** Adds a channel to the selection or takes it out (simulselect). */
    void toggleInSelection(ChannelId channel);

    void clearSelection();

    /**
     * A push-to-talk key goes down.
     *
     * @param source identifies the key among all that can be held at once
     * @param sourceName what the operator calls it: 'mouse', 'Ctrl+Space'
     * @param lease how long the microphone may stay open without a renewal
     */
    Held press(String source, String sourceName, PttTarget target, Duration lease);

    void mute(ChannelId channel, boolean on);

    /** Sets a channel's fader, in dB. */
    void volume(ChannelId channel, double decibels);

    /** Places a channel between left (-1) and right (1). */
    void pan(ChannelId channel, double pan);

    /** Hears one channel only; null ends it. */
    void solo(@Nullable ChannelId channel);

    void allMute(boolean on);

    /** Sets an output's master volume, in dB. */
    void masterVolume(Bus bus, double decibels);

    /** Brings talkers near one loudness, or leaves each as loud as he speaks. */
    void even(boolean on);

    /** The operator has looked at a channel: its missed count starts anew. */
    void attend(ChannelId channel);

    void raiseEmergency(ChannelId channel);

    void acknowledgeEmergency(String id);

    /** Closes an emergency, as a real one or as a false alarm. */
    void clearEmergency(String id, boolean valid);

    void acknowledgeAlarms();

    /** A key that is down. */
    interface Held {
        /** Says that the key is still seen down. */
        void renew();

        /** Says that the key is up. */
        void release();
    }
}
