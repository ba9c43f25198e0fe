package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.SignInForm;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.Press;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.core.session.SourceId;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the screen asks, done by the desk's session. JavaFX thread. */
final class SessionActions implements ConsoleActions {
    private final Desk desk;
    private final DispatchSession session;
    private final Consumer<String> refused;

    /** @param refused takes the sentence that says why a sign-in was not even tried */
    SessionActions(Desk desk, Consumer<String> refused) {
        this.desk = desk;
        this.session = desk.session();
        this.refused = refused;
    }

    @Override
    public void signIn(SignInForm form) {
        signIn(form, false);
    }

    @Override
    public void takeOver(SignInForm form) {
        signIn(form, true);
    }

    @Override
    public void changeOperator(String user, String password) {
        ConsoleState.Operator now = session.state().operator();
        if (now != null) {
            session.changeOperator(new SignIn(now.tenant(), user, password));
        }
    }

    private void signIn(SignInForm form, boolean takeOver) {
        URI server;
        try {
            server = URI.create(form.server().strip());
        } catch (IllegalArgumentException e) {
            refused.accept("The server's address is not one. It looks like https://dispatch.example.org.");
            return;
        }
        if (!"https".equals(server.getScheme()) || server.getHost() == null) {
            refused.accept(
                    "The server's address begins with https:// and names a host, like https://dispatch.example.org.");
            return;
        }
        desk.signIn(
                server, new SignIn(form.tenant().strip(), form.user().strip(), form.password(), takeOver), form.stay());
    }

    @Override
    public void signOut() {
        session.signOut();
    }

    @Override
    public void retryNow() {
        session.retryNow();
    }

    @Override
    public void pinRegion(String region) {
        session.pinRegion(region);
    }

    @Override
    public void select(ChannelId channel) {
        session.select(channel);
    }

    @Override
    public void toggleInSelection(ChannelId channel) {
        session.toggleInSelection(channel);
    }

    @Override
    public void clearSelection() {
        session.clearSelection();
    }

    @Override
    public Held press(String source, String sourceName, PttTarget target, Duration lease) {
        Press press = session.press(new SourceId(source), sourceName, target, lease);
        return new Held() {
            @Override
            public void renew() {
                press.renew();
            }

            @Override
            public void release() {
                press.release();
            }
        };
    }

    @Override
    public void mute(ChannelId channel, boolean on) {
        session.mute(channel, on);
    }

    @Override
    public void volume(ChannelId channel, double decibels) {
        session.volume(channel, decibels);
    }

    @Override
    public void pan(ChannelId channel, double pan) {
        session.pan(channel, pan);
    }

    @Override
    public void solo(@Nullable ChannelId channel) {
        session.solo(channel);
    }

    @Override
    public void allMute(boolean on) {
        session.allMute(on);
    }

    @Override
    public void masterVolume(Bus bus, double decibels) {
        session.masterVolume(bus, decibels);
    }

    @Override
    public void even(boolean on) {
        session.even(on);
    }

    @Override
    public void attend(ChannelId channel) {
        session.attend(channel);
    }

    @Override
    public void raiseEmergency(ChannelId channel) {
        session.raiseEmergency(channel);
    }

    @Override
    public void acknowledgeEmergency(String id) {
        session.acknowledgeEmergency(id);
    }

    @Override
    public void clearEmergency(String id, boolean valid) {
        session.clearEmergency(id, valid);
    }

    @Override
    public void acknowledgeAlarms() {
        session.acknowledgeAlarms();
    }
}
