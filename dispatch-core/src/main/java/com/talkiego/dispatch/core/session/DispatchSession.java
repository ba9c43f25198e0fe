package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.PttTarget;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A dispatcher's session with the backend: signs in, joins, hears, talks, and publishes all there is to see as one
 * {@link ConsoleState}. Every command may come from any thread and returns at once; it is carried out on {@code signalling}.
 */
public final class DispatchSession implements AutoCloseable {
    private final Actor actor;
    private final SessionParts parts;

    public DispatchSession(
            SessionSettings settings, Actor actor, ApiPort api, SignalPort signal, MediaPort media, AudioPort audio) {
        this.actor = actor;
        this.parts = new SessionParts(settings, actor, api, signal, media, audio);
        actor.post(parts::watch);
    }

    /** Signs in, unless somebody is; {@link ConsoleState#connection} tells what comes of it. */
    public void signIn(SignIn request) {
        actor.post(() -> parts.signIn(request));
    }

    /**
     * Lets another operator sit down at this desk, which goes on as it is: audio, selection, volumes and record.
     * {@link ConsoleState.OperatorChange} tells what comes of it.
     */
    public void changeOperator(SignIn who) {
        actor.post(() -> parts.seat().change(who));
    }

    /** Ends what is on the air, says goodbye and forgets who was signed in. */
    public void signOut() {
        parts.keys().closeAll();
        actor.post(parts::signOut);
    }

    /** Tries a lost path again without waiting. */
    public void retryNow() {
        actor.post(parts::retryNow);
    }

    /** Wants that region, by its id; empty for the nearest. What is connected goes on until something else makes it move. */
    public void pinRegion(String region) {
        actor.post(() -> parts.connecting().pin(region));
    }

    /** A relay (TURN server) cannot be used, for the reason in that sentence; empty once it can. */
    public void relayTrouble(String sentence) {
        actor.post(() -> parts.relayTrouble(sentence));
    }

    /** Makes that channel the only selected one, and unmutes it. */
    public void select(ChannelId channel) {
        actor.post(() -> parts.board().select(channel));
    }

    /** Adds a channel to the selection, or takes it out. */
    public void toggleInSelection(ChannelId channel) {
        actor.post(() -> parts.board().toggle(channel));
    }

    public void clearSelection() {
        actor.post(() -> parts.board().clearSelection());
    }

    /**
     * A source went down: the microphone may open as soon as the floor is granted. The lease has to be renewed by whoever sees the
     * source; it is held to between 50 ms and 2 s.
     *
     * @param sourceName in words: 'mouse', 'Ctrl+Space', a pedal's name
     */
    public Press press(SourceId source, String sourceName, PttTarget target, Duration lease) {
        return parts.keys().press(source, sourceName, target, lease);
    }

    public void mute(ChannelId channel, boolean on) {
        actor.post(() -> parts.board().mute(channel, on));
    }

    /** Sets a channel's volume, from -20 to 6 dB. */
    public void volume(ChannelId channel, double dB) {
        actor.post(() -> parts.board().volume(channel, dB));
    }

    /** Sets a channel's place, from -1 left to 1 right. */
    public void pan(ChannelId channel, double pan) {
        actor.post(() -> parts.board().pan(channel, pan));
    }

    /** Hears that channel only; null for all again. */
    public void solo(@Nullable ChannelId channel) {
        actor.post(() -> parts.board().solo(channel));
    }

    /** Silences what is not selected for 60 s, or ends that. */
    public void allMute(boolean on) {
        actor.post(() -> parts.board().allMute(on));
    }

    /** Brings talkers near one loudness, or leaves each as loud as he speaks. */
    public void even(boolean on) {
        actor.post(() -> parts.board().even(on));
    }

    /** Sets an output's volume, from -60 (silent) to 6 dB. */
    public void masterVolume(Bus bus, double dB) {
        actor.post(() -> parts.board().masterVolume(bus, dB));
    }

    /** The operator looked after that channel: nothing on it counts as missed any more. */
    public void attend(ChannelId channel) {
        actor.post(() -> parts.board().attend(channel));
    }

    public void raiseEmergency(ChannelId channel) {
        actor.post(() -> parts.emergencies().raise(channel));
    }

    public void acknowledgeEmergency(String id) {
        actor.post(() -> parts.emergencies().acknowledge(id));
    }

    public void clearEmergency(String id, boolean valid) {
        actor.post(() -> parts.emergencies().clear(id, valid));
    }

    /** Silences all alarms of now; those that go on stay shown. */
    public void acknowledgeAlarms() {
        actor.post(() -> parts.alarms().acknowledge());
    }

    /** The newest state. */
    public ConsoleState state() {
        return parts.publisher().state();
    }

    /** Calls back on {@code signalling} with every new state, until closed; the listener only hands it over. */
    public Subscription onState(Consumer<ConsoleState> listener) {
        return parts.publisher().listen(listener);
    }

    /** The desk as it is now, to be kept over a restart. */
    public DeskMemory memory() {
        return parts.publisher().memory();
    }

    /** What was counted so far. */
    public SessionStatistics statistics() {
        return parts.tally().statistics(parts.roads().unauthorised(), actor.refused(), actor.defects());
    }

    /**
     * Ends it: microphones close before this returns; floor, socket and links are let go in order on {@code signalling}, which the
     * owner of the actor closes after this.
     */
    @Override
    public void close() {
        parts.keys().closeAll();
        actor.post(parts::close);
    }
}
