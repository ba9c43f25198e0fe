package com.talkiego.dispatch.console;

import com.talkiego.dispatch.console.ports.SignInForm;
import com.talkiego.dispatch.console.sample.Idle;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.PttTarget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Writes down what an operator did, one word or two for each. */
public final class RecordingActions extends Idle.Actions {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger renewals = new AtomicInteger();

    /** All so far, oldest first. */
    public List<String> done() {
        return List.copyOf(done);
    }

    /** How often any lease was renewed. */
    public int renewals() {
        return renewals.get();
    }

    @Override
    public void even(boolean on) {
        done.add("even " + on);
    }

    @Override
    public void signIn(SignInForm form) {
        done.add("sign in " + form.user() + " " + form.password() + (form.stay() ? " to stay" : ""));
    }

    @Override
    public void takeOver(SignInForm form) {
        done.add("take over " + form.position() + " as " + form.user());
    }

    @Override
    public void changeOperator(String user, String password) {
        done.add("operator " + user + " " + password);
    }

    @Override
    public void select(ChannelId channel) {
        done.add("select " + channel);
    }

    @Override
    public void toggleInSelection(ChannelId channel) {
        done.add("toggle " + channel);
    }

    @Override
    public Held press(String source, String sourceName, PttTarget target, Duration lease) {
        String what = switch (target) {
            case PttTarget.General _ -> "general";
            case PttTarget.OneChannel(ChannelId channel) -> channel.value();
        };
        done.add("press " + what + " by " + sourceName);
        return new Held() {
            @Override
            public void renew() {
                renewals.incrementAndGet();
            }

            @Override
            public void release() {
                done.add("release " + what);
            }
        };
    }

    @Override
    public void mute(ChannelId channel, boolean on) {
        done.add((on ? "mute " : "unmute ") + channel);
    }

    @Override
    public void solo(@Nullable ChannelId channel) {
        done.add("solo " + channel);
    }

    @Override
    public void allMute(boolean on) {
        done.add("all mute " + on);
    }

    @Override
    public void acknowledgeEmergency(String id) {
        done.add("acknowledge " + id);
    }

    @Override
    public void clearEmergency(String id, boolean valid) {
        done.add("clear " + id + " " + valid);
    }

    @Override
    public void acknowledgeAlarms() {
        done.add("acknowledge alarms");
    }

    @Override
    public void pinRegion(String region) {
        done.add("pin " + region);
    }

    @Override
    public void retryNow() {
        done.add("retry");
    }

    @Override
    public void volume(ChannelId channel, double decibels) {
        done.add("volume " + channel);
    }
}
